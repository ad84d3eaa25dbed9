/** The HTTPS server: REST, the web app and, on the same port, the WebSockets. */
import 'reflect-metadata';
import { Server as TlsServer } from 'node:tls';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Timers } from '@rapidvm/kernel';
import type { FastifyInstance } from 'fastify';
import type { ApiModuleOptions } from '../api.module.ts';
import { ApiModule } from '../api.module.ts';
import type { TlsIdentity } from './fastify-adapter.ts';
import { createFastifyAdapter } from './fastify-adapter.ts';
import type { HostKit } from './host-kit.ts';
import { serveHostKit } from './host-kit.ts';
import { nestLogger } from './nest-logger.ts';
import { serveWebApp } from './web-app.ts';

export interface HttpServerOptions extends ApiModuleOptions {
  readonly tls: TlsIdentity;
  /** Folder of the built web app; absent: API only. */
  readonly webRoot?: string | undefined;
  /** What joining hosts fetch; null or absent: they are joined by hand. */
  readonly hostKit?: HostKit | null;
  readonly timers: Timers;
}

export interface HttpServer {
  /** The listening server, for WebSocket upgrades. */
  readonly server: FastifyInstance['server'];
  /** Port 0 takes a free one. Returns the port. */
  listen(host: string, port: number): Promise<number>;
  /** From the next connection on. */
  setIdentity(tls: TlsIdentity): void;
  /** Lets requests under way end, then closes every connection. */
  close(): Promise<void>;
}

export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const adapter = createFastifyAdapter(options.tls, options.dispatcher.strangers);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.register(options), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(options.logger),
  });
  const fastify: FastifyInstance = adapter.getInstance();
  if (options.webRoot !== undefined) await serveWebApp(fastify, options.webRoot);
  // After it: loading its plugin readies the routes there are, which would never get the filter that makes problem documents.
  if (options.hostKit) serveHostKit(fastify, options.hostKit, options.timers);
  const { server } = fastify;
  return {
    server,
    async listen(host, port) {
      await app.listen(port, host);
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    setIdentity({ key, cert }) {
      if (server instanceof TlsServer) server.setSecureContext({ key, cert });
    },
    close: () => app.close(),
  };
}
