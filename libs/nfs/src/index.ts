export { NfsExport } from './client/nfs-export.ts';
export { openExport, serverExports, type NfsOptions } from './client/open-export.ts';
export { isNfsError, NfsError, type NfsErrorCode } from './errors.ts';
export type { Attributes, FileType, NewAttributes } from './protocol/attributes.ts';
export type { ServerExport } from './protocol/mount.ts';
export type { DirectoryEntry, Space } from './protocol/nfs3.ts';
export type { Credential } from './rpc/rpc-message.ts';
