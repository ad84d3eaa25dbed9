/** The public gRPC API on a port of its own: TLS, the operations of the table, reflection and health. */
import { Server } from '@grpc/grpc-js';
import type { Timers } from '@rapidvm/kernel';
import { HealthImplementation } from 'grpc-health-check';
import type { TlsIdentity } from '../http/fastify-adapter.ts';
import { GRPC_LIMITS } from '../limits.ts';
import { GrpcDoor } from './grpc-door.ts';
import { createReflection } from './reflection.ts';
import type { ServiceOptions } from './service-options.ts';
import { apiServices } from './services.ts';

export interface GrpcServerOptions extends ServiceOptions {
  readonly tls: TlsIdentity;
}

export interface GrpcServer {
  /** Port 0 takes a free one. Returns the port. Refuses `unavailable` when the address is taken. */
  listen(host: string, port: number): Promise<number>;
  /** What the health service says of every service. */
  setServing(serving: boolean): void;
  /** From the next connection on. */
  setIdentity(tls: TlsIdentity): void;
  close(): Promise<void>;
}

export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const server = new Server({
    'grpc.max_receive_message_length': GRPC_LIMITS.libraryReceiveBytes,
    'grpc.max_send_message_length': GRPC_LIMITS.sendBytes,
    'grpc.max_concurrent_streams': GRPC_LIMITS.concurrentStreams,
    'grpc.keepalive_time_ms': GRPC_LIMITS.keepaliveMs,
    'grpc.keepalive_timeout_ms': GRPC_LIMITS.keepaliveTimeoutMs,
  });
  const services = apiServices(options);
  for (const { definition, implementation } of services) server.addService(definition, implementation);
  createReflection().addToServer(server);
  const names = ['', ...services.map((service) => service.name)];
  const health = new HealthImplementation(Object.fromEntries(names.map((name) => [name, 'SERVING' as const])));
  health.addToServer(server);
  const door = new GrpcDoor(server, options);
  return {
    listen: (host, port) => door.listen(host, port),
    setServing: (serving) => names.forEach((name) => health.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING')),
    setIdentity: (tls) => door.setIdentity(tls),
    close() {
      door.close();
      return shutDown(server, options.timers);
    },
  };
}

/** Calls under way may end; watchers never do by themselves and are cut off after the goodbye. */
function shutDown(server: Server, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const force = timers.after(GRPC_LIMITS.goodbyeMs, () => server.forceShutdown());
    server.tryShutdown(() => {
      force.cancel();
      resolve();
    });
  });
}
