export { findNativeDirectory } from './binaries.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts';
export { startEmbeddedPostgres } from './embedded-postgres.ts';
export type { ServerUser } from './server-user.ts';
