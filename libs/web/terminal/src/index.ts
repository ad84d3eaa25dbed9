export * from './serial-console.ts';
