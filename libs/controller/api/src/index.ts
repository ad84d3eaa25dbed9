export * from './api-ports.ts';
export { createDispatcher } from './dispatch/dispatcher.ts';
export type { ApiRequest, Dispatcher } from './dispatch/dispatcher.ts';
export { createHttpServer } from './http/http-server.ts';
export type { HttpServer, HttpServerOptions } from './http/http-server.ts';
export type { TlsIdentity } from './http/fastify-adapter.ts';
