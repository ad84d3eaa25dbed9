/** This host's membership while it runs: its certificate stays fresh, and the controller knows where it is and which start of it speaks. */
import type { AgentCredentials } from '@rapidvm/agent-api';
import type { HostFactsSource, Reporter } from '@rapidvm/agent-app';
import type { StoredIdentity } from '@rapidvm/agent-identity';
import type { ErrorRecord } from '@rapidvm/kernel';
import { toErrorRecord } from '@rapidvm/kernel';
import type { Mesh } from '@rapidvm/mesh-libp2p';
import type { HostIdentity, IdentityWorld } from './host-identity.ts';
import { keepFresh, keepKnown } from './host-identity.ts';
import type { AgentStatus } from './status.ts';
import { keepStatus } from './status.ts';

export interface MembershipParts {
  /** 32 hex digits, random: which start of the agent speaks. */
  readonly instance: string;
  readonly reporter: Reporter;
  readonly hostFacts: HostFactsSource;
  readonly mesh: Mesh;
  readonly credentials: AgentCredentials;
}

/** Runs until it is closed. A host that the controller does not want leaves the mesh and keeps its VMs. */
export function keepMembership(world: IdentityWorld, own: HostIdentity, parts: MembershipParts): { close(): void } {
  const { instance, reporter, hostFacts, mesh, credentials } = parts;
  let refusal: ErrorRecord | null = null;
  const status = keepStatus(world, () => ({
    pid: process.pid,
    watched: reporter.watchers > 0,
    accelerator: acceleratorOf(hostFacts),
    refusal,
  }));
  const renewal = keepFresh(world, own, (identity) => credentials.renew(certificatesOf(own, identity)));
  const leave = async (why: unknown): Promise<void> => {
    world.logger.error('The controller does not want this host; its VMs go on, and it speaks to nobody any more', why);
    renewal.close();
    await mesh.stop();
  };
  const greeting = keepKnown(world, own, {
    instance,
    isWatched: () => reporter.watchers > 0,
    onRefused: (why) => {
      refusal = toErrorRecord(why);
      leave(why).catch((error: unknown) => world.logger.error('The mesh could not be left in order', error));
    },
  });
  return {
    close() {
      status.close();
      greeting.close();
      renewal.close();
    },
  };
}

function acceleratorOf(hostFacts: HostFactsSource): AgentStatus['accelerator'] {
  return hostFacts.isKnown ? hostFacts.facts.inventory.accelerator : null;
}

export function certificatesOf(own: HostIdentity, identity: StoredIdentity) {
  return { privateKey: own.key.privateKeyPem, certificate: identity.certificate, caCertificate: identity.caCertificate };
}
