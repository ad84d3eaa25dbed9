export { authorityInDatabase } from './authority-keeper.ts';
export { createSealer, openClusterKey } from './cluster-key.ts';
export { authorityFile, CONTROLLER_DNS_NAME, hostDnsName, openControllerIdentity } from './controller-identity.ts';
export type { ControllerIdentity } from './controller-identity.ts';
export { createHostKeys } from './host-keys.ts';
export type { KeyAndCertificate } from './identity-file.ts';
export { createPasswordHasher } from './password-hasher.ts';
