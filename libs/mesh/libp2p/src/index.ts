export { isPeerId, peerIdFromPrivateKeyPem, peerIdFromPublicKeyPem } from './identity.ts';
export { createMesh } from './mesh.ts';
export type { HostSight, HostView, Mesh, MeshHost, MeshOptions, OwnFacts } from './mesh-api.ts';
