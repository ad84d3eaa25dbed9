import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';
import type {
  AgentConnections,
  AgentGateway,
  CertificateAuthority,
  Database,
  HostKeys,
  MeshView,
  PasswordHasher,
  Sealer,
  TaskEngine,
} from './ports/index.ts';

/** The world, as the composition root gives it to the controller's rules. */
export interface AppDeps {
  readonly database: Database;
  readonly tasks: TaskEngine;
  readonly agents: AgentGateway;
  readonly connections: AgentConnections;
  readonly authority: CertificateAuthority;
  readonly hasher: PasswordHasher;
  readonly keys: HostKeys;
  readonly sealer: Sealer;
  readonly mesh: MeshView;
  /** Where this controller's HTTPS API is, `https://host:port`, best first; what hosts join through. */
  readonly controllerUrls: () => readonly string[];
  /** SHA-256 (lower-case hex) of the script with which a machine becomes a host; null: none is served. */
  readonly joinScriptSha256: () => Promise<string | null>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}
