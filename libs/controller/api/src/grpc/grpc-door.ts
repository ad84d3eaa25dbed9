/** The port of the public gRPC API: TLS, and no more connections than there is room for. What has shaken hands goes to the gRPC server. */
import { once } from 'node:events';
import type { Server as TlsServer } from 'node:tls';
import { createServer } from 'node:tls';
import type { Server } from '@grpc/grpc-js';
import { ServerCredentials } from '@grpc/grpc-js';
import type { Logger } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import type { TlsIdentity } from '../http/fastify-adapter.ts';
import { GRPC_LIMITS, HANDSHAKE_MS } from '../limits.ts';

export interface GrpcDoorOptions {
  readonly tls: TlsIdentity;
  readonly dispatcher: Pick<Dispatcher, 'strangers'>;
  readonly logger: Logger;
}

export class GrpcDoor {
  readonly #server: TlsServer;

  /** `server`: serves on what comes through. It never listens itself: the library bounds neither connections nor their handshakes. */
  constructor(server: Server, { tls, dispatcher, logger }: GrpcDoorOptions) {
    const calls = server.createConnectionInjector(ServerCredentials.createInsecure());
    this.#server = createServer({ ...tls, ...TLS_OPTIONS });
    this.#server.maxConnections = GRPC_LIMITS.connections;
    dispatcher.strangers.watch(this.#server);
    // Node itself leaves open what has not shaken hands in time: silent strangers would take every place for good.
    this.#server.on('tlsClientError', (_error, socket) => socket.destroy());
    this.#server.on('secureConnection', (socket) => {
      socket.on('error', (error) => logger.debug('A gRPC connection has failed', { cause: error.message }));
      if (socket.alpnProtocol === 'h2') calls.injectConnection(socket);
      else socket.destroy();
    });
  }

  /** Port 0 takes a free one. Returns the port. Refuses `unavailable` when the address is taken. */
  async listen(host: string, port: number): Promise<number> {
    try {
      await once(this.#server.listen(port, host), 'listening');
    } catch (error) {
      const details = { what: `gRPC address ${host}:${port}`, cause: error instanceof Error ? error.message : String(error) };
      const hint = 'Free the address or configure another';
      throw new RapidError('unavailable', 'The gRPC server can not listen', details, hint, error);
    }
    const bound = this.#server.address();
    return typeof bound === 'object' && bound !== null ? bound.port : port;
  }

  /** From the next connection on. */
  setIdentity({ key, cert }: TlsIdentity): void {
    this.#server.setSecureContext({ key, cert });
  }

  /** Lets nobody in any more; who is in stays. */
  close(): void {
    this.#server.close();
  }
}

const TLS_OPTIONS = { ALPNProtocols: ['h2'], minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS, noDelay: true } as const;
