/** The doors: HTTPS with its WebSockets, and gRPC. */
import type { ApiPorts, GrpcServer, HostKit, HttpServer, TlsIdentity } from '@rapidvm/controller-api';
import { attachWebSockets, createDispatcher, createGrpcServer, createHttpServer } from '@rapidvm/controller-api';
import type { ControllerConfig } from './config.ts';
import { CONTROLLER_LIMITS } from './limits.ts';
import { repeat } from './repeat.ts';
import type { World } from './world.ts';

export interface Edge {
  readonly servers: readonly [HttpServer, GrpcServer];
  readonly httpPort: number;
  readonly grpcPort: number;
}

export interface EdgeParts {
  readonly ports: ApiPorts;
  readonly hostKit: HostKit | null;
  readonly tls: TlsIdentity;
}

/** Opens the doors; they are closed with `closing`, WebSockets first so that clients learn why. */
export async function openEdge(
  config: ControllerConfig,
  { ports, hostKit, tls }: EdgeParts,
  world: World,
  closing: AsyncDisposableStack,
): Promise<Edge> {
  const dispatcher = createDispatcher(ports);
  const options = { ports, dispatcher, tls, events: ports.events, consoles: ports.consoles, ...world };
  const http = await createHttpServer({ ...options, hostKit, webRoot: config.webRoot });
  closing.defer(() => http.close());
  const sockets = attachWebSockets(http.server, options);
  closing.defer(() => sockets.close());
  const grpc = createGrpcServer(options);
  closing.defer(() => grpc.close());
  const httpPort = await http.listen(config.listen.host, config.listen.port);
  const grpcPort = await grpc.listen(config.grpc.host, config.grpc.port);
  closing.use(repeat('health', CONTROLLER_LIMITS.healthMs, world, async () => grpc.setServing((await ports.ready()).ready)));
  return { servers: [http, grpc], httpPort, grpcPort };
}
