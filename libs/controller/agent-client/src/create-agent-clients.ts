import type { AgentConnections, AgentGateway, ConsoleGateway } from '@rapidvm/controller-app';
import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';
import { AgentDirectory } from './agent-directory.ts';
import type { ClientIdentity } from './agent-service.ts';
import { TlsConsoleGateway } from './console/tls-console-gateway.ts';
import { GrpcAgentConnections } from './grpc-agent-connections.ts';
import { GrpcAgentGateway } from './grpc-agent-gateway.ts';

export interface AgentClientOptions {
  readonly identity: ClientIdentity;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

export interface AgentClients {
  readonly gateway: AgentGateway;
  readonly connections: AgentConnections;
  readonly consoles: ConsoleGateway;
  /** After the controller's certificate was renewed. Streams that are open begin again. */
  setIdentity(identity: ClientIdentity): void;
  /** Ends everything; stop `connections` before. */
  close(): void;
}

/** All that dials agents. It knows the hosts that `connections.setHosts` was told last. */
export function createAgentClients(options: AgentClientOptions): AgentClients {
  const directory = new AgentDirectory(options.identity, options.clock, options.timers);
  return {
    gateway: new GrpcAgentGateway(directory),
    connections: new GrpcAgentConnections(directory, options),
    consoles: new TlsConsoleGateway(directory, options),
    setIdentity: (identity) => directory.setIdentity(identity),
    close: () => directory.close(),
  };
}
