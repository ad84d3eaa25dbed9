export * from './mesh-schemas.ts';
export * from './operation.ts';
export * from './paging.ts';
export * from './repeat.ts';
export * from './placement-schemas.ts';
export * from './schemas.ts';
export * from './table.ts';
