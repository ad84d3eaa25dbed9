/** The agent's gRPC server over mTLS. */
import type { ServiceDefinition } from '@grpc/grpc-js';
import { Server } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { LOADER_OPTIONS, agentDescriptor } from '@rapidvm/contracts';
import type { Logger, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { AgentBackend } from './agent-backend.ts';
import type { AgentCredentials } from './agent-credentials.ts';
import { agentService } from './agent-service.ts';
import { controllerOnly } from './controller-only.ts';
import * as limits from './limits.ts';
import { MalformedMessage } from './parse-request.ts';

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
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Listens. Refuses with `unavailable` when the address can't be had. */
export async function startAgentServer(options: AgentServerOptions): Promise<AgentServer> {
  const { backend, logger, timers } = options;
  const server = new Server({
    interceptors: [controllerOnly(logger)],
    'grpc.max_receive_message_length': limits.MAX_REQUEST_BYTES,
    'grpc.max_concurrent_streams': limits.MAX_CALLS_PER_CONNECTION,
    'grpc-node.max_session_memory': limits.MAX_SESSION_MEMORY_MB,
    'grpc.keepalive_time_ms': limits.KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': limits.KEEPALIVE_TIMEOUT_MS,
  });
  server.addService(serviceDefinition(), agentService(backend, logger));
  const port = await bind(server, options);
  logger.info('Listening for the controller', { host: options.host, port });
  return { port, close: () => closeServer(server, timers) };
}

function bind(server: Server, { host, port, credentials }: AgentServerOptions): Promise<number> {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => {
      if (error === null) return resolve(bound);
      const details = { what: `listening on ${address}`, cause: error.message };
      return reject(
        new RapidError('unavailable', `The agent can't listen on ${address}`, details, 'Free the port, or configure another one'),
      );
    });
  });
}

async function closeServer(server: Server, timers: Timers): Promise<void> {
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
