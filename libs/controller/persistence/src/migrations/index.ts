import { Foundation1763700000001 } from './0001-foundation.ts';

/** All migrations, oldest first. Never change one that was released: add another. */
export const MIGRATIONS = [Foundation1763700000001];
