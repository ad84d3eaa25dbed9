export * from './bounded-queue.ts';
export * from './environment.ts';
export * from './errors.ts';
export * from './generation.ts';
export * from './ids.ts';
export * from './result.ts';
export * from './units.ts';
export * from './words.ts';
