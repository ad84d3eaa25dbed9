export * from './test-database.ts';
export * from './with-postgres.ts';
