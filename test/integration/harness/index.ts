export * from './test-database.ts';
export * from './with-postgres.ts';
export type * from './machine/machine.ts';
export { machineTests } from './machine/machine-tests.ts';
