/** The agent's port: mTLS, and behind it gRPC calls and consoles. */
import { once } from 'node:events';
import type { Server as TlsServer } from 'node:tls';
import { createServer } from 'node:tls';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { CONSOLE_PROTOCOLS } from '@rapidvm/console';
import { LOADER_OPTIONS, agentDescriptor } from '@rapidvm/contracts';
import type { Logger, Timers } from '@rapidvm/kernel';
import { RapidError, StrangerBound } from '@rapidvm/kernel';
import type { AgentBackend } from './agent-backend.ts';
import type { AgentCredentials } from './agent-credentials.ts';
import { agentService } from './agent-service.ts';
import { ConsoleDoor } from './console/console-door.ts';
import type { NearDoorOptions } from './console/near-door.ts';
import { NearDoor } from './console/near-door.ts';
import { controllerOnly, namesController } from './controller-only.ts';
import * as limits from './limits.ts';
import { MalformedMessage } from './parse-request.ts';
import { RefusalLog } from './refusal-log.ts';

const SERVICE = 'rapidvm.agent.v1.Agent';

export interface AgentServer {
  /** The port in use, also where 0 was asked for. */
  readonly port: number;
  /** Takes no new calls, gives those under way a moment, then ends them. */
  close(): Promise<void>;
}

export interface AgentServerOptions {
  readonly host: string;
  readonly port: number;
  readonly credentials: AgentCredentials;
  readonly backend: AgentBackend;
  /** Absent: a controller on this machine opens serial consoles as one elsewhere does. */
  readonly near?: NearDoorOptions;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Listens. Refuses with `unavailable` when the address can't be had. */
export async function startAgentServer(options: AgentServerOptions): Promise<AgentServer> {
  const { backend, credentials, logger, timers } = options;
  const refusals = new RefusalLog(timers, logger);
  const grpc = grpcServer(options, refusals);
  const calls = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const near = options.near === undefined ? null : await NearDoor.open(options.near);
  const door = new ConsoleDoor({ consoles: backend.consoles, near, timers, logger, refusals });
  const server = createServer({ ...credentials.context, ...TLS_OPTIONS });
  server.maxConnections = limits.MAX_CONNECTIONS;
  const strangers = new StrangerBound(limits.MAX_STRANGERS_PER_ADDRESS);
  strangers.watch(server);
  credentials.onRenewed((context) => server.setSecureContext(context));
  server.on('tlsClientError', (error, socket) => {
    logger.debug('A connection was refused', { cause: error.message });
    // Node itself leaves open what has not shaken hands in time: silent strangers would take every place for good.
    socket.destroy();
  });
  server.on('secureConnection', (socket) => {
    if (namesController(socket.getPeerCertificate().subjectaltname)) strangers.known(socket);
    const { alpnProtocol } = socket;
    if (typeof alpnProtocol === 'string' && CONSOLE_PROTOCOLS.includes(alpnProtocol))
      return door.take(socket, socket.getPeerCertificate().subjectaltname);
    socket.on('error', (error) => logger.debug('A connection has failed', { cause: error.message }));
    if (alpnProtocol === 'h2') calls.injectConnection(socket);
    else socket.destroy();
  });
  const port = await listen(server, options);
  logger.info('Listening for the controller', { host: options.host, port });
  return {
    port,
    async close() {
      server.close();
      door.close();
      refusals.close();
      await closeCalls(grpc, timers);
    },
  };
}

/** One port for calls and consoles, told apart in the handshake (ALPN): both have been through the same check of the certificate then. */
const TLS_OPTIONS = {
  requestCert: true,
  rejectUnauthorized: true,
  ALPNProtocols: ['h2', ...CONSOLE_PROTOCOLS],
  handshakeTimeout: limits.HANDSHAKE_MS,
  noDelay: true,
  keepAlive: true,
  keepAliveInitialDelay: limits.KEEPALIVE_MS,
};

/** Serves on connections that are given to it; they are TLS with a certificate of our authority, or it would not get them. */
function grpcServer({ backend, logger }: AgentServerOptions, refusals: RefusalLog): Server {
  const server = new Server({
    interceptors: [controllerOnly(refusals)],
    'grpc.max_receive_message_length': limits.MAX_REQUEST_BYTES,
    'grpc.max_concurrent_streams': limits.MAX_CALLS_PER_CONNECTION,
    'grpc-node.max_session_memory': limits.MAX_SESSION_MEMORY_MB,
    'grpc.keepalive_time_ms': limits.KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': limits.KEEPALIVE_TIMEOUT_MS,
  });
  server.addService(serviceDefinition(), agentService(backend, logger));
  return server;
}

async function listen(server: TlsServer, { host, port }: AgentServerOptions): Promise<number> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    const address = `${host}:${port}`;
    const details = { what: `listening on ${address}`, cause: error instanceof Error ? error.message : String(error) };
    throw new RapidError(
      'unavailable',
      `The agent can't listen on ${address}`,
      details,
      'Free the port, or configure another one',
    );
  }
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : port;
}

async function closeCalls(server: Server, timers: Timers): Promise<void> {
  const closed = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  const timer = timers.after(limits.SERVER_CLOSE_MS, () => server.forceShutdown());
  await closed;
  timer.cancel();
}

/** The service as loaded, but with bytes that are no message handed on as {@link MalformedMessage}. */
function serviceDefinition(): ServiceDefinition {
  // The loader's own type does not know a namespace within a namespace.
  const descriptor: object = agentDescriptor;
  const loaded = fromJSON(descriptor, LOADER_OPTIONS)[SERVICE];
  if (loaded === undefined || 'format' in loaded)
    throw new RapidError('internal', 'The agent contract is missing', { cause: SERVICE }, 'Report this');
  const methods = Object.entries(loaded).map(([name, method]) => {
    const requestDeserialize = (bytes: Buffer): object => {
      try {
        return method.requestDeserialize(bytes);
      } catch (error) {
        return new MalformedMessage(String(error), bytes.length);
      }
    };
    return [name, { ...method, requestDeserialize }] as const;
  });
  return Object.fromEntries(methods);
}
