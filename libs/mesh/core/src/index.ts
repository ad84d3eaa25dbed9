export * from './facts-version.ts';
export * from './failure-detector.ts';
export * from './host-table.ts';
export * from './limits.ts';
export * from './member.ts';
export * from './mesh-message.ts';
export * from './neighbours.ts';
