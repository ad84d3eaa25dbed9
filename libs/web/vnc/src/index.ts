export * from './screen-console.ts';
