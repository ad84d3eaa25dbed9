export * from './eventually.ts';
export * from './virtual-world.ts';
