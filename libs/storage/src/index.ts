export { createDiskStore } from './disk-store.ts';
export type { DiskStoreOptions, FileOwner } from './options.ts';
