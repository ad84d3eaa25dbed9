export * from './console-wire.ts';
export * from './frame-splitter.ts';
export * from './history-window.ts';
export * from './limits.ts';
export * from './view-only-filter.ts';
