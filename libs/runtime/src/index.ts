export * from './logger.ts';
export * from './system.ts';
