export type { TaskEngineOptions } from './engine.ts';
export { createTaskEngine } from './engine.ts';
export type { LeaseTiming } from './limits.ts';
