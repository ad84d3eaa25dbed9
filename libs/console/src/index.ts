export * from './console-ticket.ts';
export * from './history-window.ts';
export * from './limits.ts';
export * from './view-only-filter.ts';
