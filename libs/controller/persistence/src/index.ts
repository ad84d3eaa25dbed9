export type { Connection } from './connection/connection.ts';
export type { DatabaseOptions, OpenDatabase } from './database.ts';
export { createDatabase, dataSource } from './database.ts';
