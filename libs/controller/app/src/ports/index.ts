export * from './agents.ts';
export * from './identity.ts';
export * from './mesh.ts';
export * from './operations.ts';
export * from './placement-store.ts';
export * from './store.ts';
export * from './tasks.ts';
