export * from './app.ts';
export * from './routes.ts';
