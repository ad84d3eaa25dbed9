export type { MeshHost, OwnFacts } from './facts-publisher.ts';
export { isPeerId, peerIdFromPrivateKeyPem, peerIdFromPublicKeyPem } from './identity.ts';
export { createMesh } from './mesh.ts';
export type { HostView, Mesh, MeshOptions } from './mesh-api.ts';
