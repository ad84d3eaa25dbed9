export { createDiskStore } from './disk-store.ts';
export { isNfsUrl, parseNfsUrl } from './nfs/nfs-place.ts';
export type { DiskStoreOptions, FileOwner } from './options.ts';
