export { join, renew } from './enrolment.ts';
export type { Enrolled, HostAddresses } from './enrolment.ts';
export { openHostKey } from './host-key.ts';
export type { HostKey } from './host-key.ts';
export { readIdentity, writeIdentity } from './identity-store.ts';
export type { StoredIdentity } from './identity-store.ts';
export { Renewal, renewAt, retryDelayMs } from './renewal.ts';
