/** Puts the controller together and starts it, from the database outwards; stops it the other way round. */
import { bootstrapAdmin, createControllerApp } from '@rapidvm/controller-app';
import type { AppDeps } from '@rapidvm/controller-app';
import { createHostKeys, createPasswordHasher, openClusterKey } from '@rapidvm/controller-identity';
import { createAgentClients } from '@rapidvm/controller-agent-client';
import { createTaskEngine } from '@rapidvm/controller-tasks';
import { controllerUrls } from './addresses.ts';
import type { ControllerConfig } from './config.ts';
import { lockDataDirectory } from './data-lock.ts';
import { openDatabase } from './database.ts';
import { openEdge } from './edge.ts';
import { openHostKit } from './host-kit.ts';
import { openIdentity, renewCertificates, serverIdentity } from './identity.ts';
import { CONTROLLER_LIMITS } from './limits.ts';
import { joinMesh } from './mesh.ts';
import { checkReadiness } from './readiness.ts';
import { repeat } from './repeat.ts';
import { writeWhole } from './whole-file.ts';
import type { World } from './world.ts';

export interface RunningController {
  readonly httpPort: number;
  readonly grpcPort: number;
  stop(): Promise<void>;
}

const OWNER_ONLY = 0o600;

/** Refuses with the coded error of whatever could not start; what had started is stopped again. */
export async function startController(config: ControllerConfig, world: World): Promise<RunningController> {
  await using closing = new AsyncDisposableStack();
  closing.use(await lockDataDirectory(config.dataDir));
  const store = await openDatabase(config, world, closing);
  const { database } = store;
  const identity = await openIdentity(config, database.read.authority, world);
  closing.use(repeat('prune', CONTROLLER_LIMITS.pruneMs, world, async () => void (await store.prune())));

  const controllerKey = await identity.controllerCertificate();
  const agents = createAgentClients({ identity: { ...controllerKey, caCertificatePem: identity.caCertificatePem }, ...world });
  closing.defer(() => agents.close());
  const hostKit = openHostKit(config.hostKit, identity.caCertificatePem);
  let port = config.listen.port;
  const deps: AppDeps = {
    database,
    tasks: createTaskEngine({ database, ...world }),
    agents: agents.gateway,
    connections: agents.connections,
    authority: identity,
    hasher: createPasswordHasher(world.rng),
    keys: createHostKeys(),
    sealer: await openClusterKey(config.clusterKeyFile),
    mesh: await joinMesh(config, controllerKey.privateKeyPem, world, closing),
    controllerUrls: () => controllerUrls(config, port),
    joinScriptSha256: async () => (await hostKit?.scriptSha256()) ?? null,
    ...world,
  };
  await bootstrapAdmin(deps, (password) => writeWhole(config.adminPasswordFile, `${password}\n`, OWNER_ONLY));

  const app = createControllerApp(deps);
  await app.start();
  closing.defer(() => app.stop());
  const ports = {
    handlers: app.handlers,
    access: app.access,
    events: app.events,
    consoles: { redeem: (ticket: string) => app.redeemTicket(ticket), gateway: agents.consoles },
    ready: () => checkReadiness(database, world),
  };
  const edge = await openEdge(config, { ports, hostKit, tls: await serverIdentity(identity, config) }, world, closing);
  port = edge.httpPort;
  closing.use(
    renewCertificates(identity, config, world, { servers: edge.servers, agents, agentCertificate: controllerKey.certificatePem }),
  );
  const started = closing.move();
  return { httpPort: edge.httpPort, grpcPort: edge.grpcPort, stop: () => started.disposeAsync() };
}
