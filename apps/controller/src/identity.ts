/** The controller's certificates: made at the first start, renewed while it runs. */
import { join } from 'node:path';
import type { AgentClients } from '@rapidvm/controller-agent-client';
import type { TlsIdentity } from '@rapidvm/controller-api';
import type { AuthorityStore } from '@rapidvm/controller-app';
import type { ControllerIdentity } from '@rapidvm/controller-identity';
import { authorityFile, authorityInDatabase, openControllerIdentity } from '@rapidvm/controller-identity';
import { isWildcard, reachableNames } from './addresses.ts';
import type { ControllerConfig } from './config.ts';
import { CONTROLLER_LIMITS } from './limits.ts';
import { repeat } from './repeat.ts';
import { writeWhole } from './whole-file.ts';
import type { World } from './world.ts';

const READABLE = 0o644;

/** This controller's identity; the authority is the one that `store` keeps for the cluster. */
export async function openIdentity(config: ControllerConfig, store: AuthorityStore, world: World): Promise<ControllerIdentity> {
  const directory = join(config.dataDir, 'identity');
  const { clusterKeyFile } = config;
  const keeper = authorityInDatabase({ store, clusterKeyFile, formerFile: authorityFile(directory), ...world });
  const identity = await openControllerIdentity({ directory, keeper, clock: world.clock });
  if (config.caFile !== undefined) await writeWhole(config.caFile, identity.caCertificatePem, READABLE);
  return identity;
}

/** TLS for people, under every name they may use. */
export async function serverIdentity(identity: ControllerIdentity, config: ControllerConfig): Promise<TlsIdentity> {
  const grpc = isWildcard(config.grpc.host) ? [] : [config.grpc.host];
  const { privateKeyPem, certificatePem } = await identity.serverCertificate([...reachableNames(config), ...grpc]);
  return { key: privateKeyPem, cert: certificatePem };
}

export interface CertificateUsers {
  readonly servers: readonly { setIdentity(tls: TlsIdentity): void }[];
  readonly agents: Pick<AgentClients, 'setIdentity'>;
  /** What the agents are shown now, PEM. */
  readonly agentCertificate: string;
}

/** Looks whether certificates are to be renewed, or name an address that came since, and hands on those that were made. */
export function renewCertificates(
  identity: ControllerIdentity,
  config: ControllerConfig,
  world: World,
  users: CertificateUsers,
): Disposable {
  let shown = users.agentCertificate;
  return repeat('certificate renewal', CONTROLLER_LIMITS.certificateMs, world, async () => {
    const tls = await serverIdentity(identity, config);
    for (const server of users.servers) server.setIdentity(tls);
    const forAgents = await identity.controllerCertificate();
    // A new one begins every stream to the agents again.
    if (shown !== forAgents.certificatePem)
      users.agents.setIdentity({ ...forAgents, caCertificatePem: identity.caCertificatePem });
    shown = forAgents.certificatePem;
  });
}
