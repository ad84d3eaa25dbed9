/** This host's membership while it runs: its certificate stays fresh, and the controller knows where it is and which start of it speaks. */
import type { AgentCredentials } from '@rapidvm/agent-api';
import type { HostFactsSource, MemberCache, Reporter } from '@rapidvm/agent-app';
import type { StoredIdentity } from '@rapidvm/agent-identity';
import type { ErrorRecord } from '@rapidvm/kernel';
import { toErrorRecord } from '@rapidvm/kernel';
import type { MemberState } from '@rapidvm/mesh-core';
import type { Mesh } from '@rapidvm/mesh-libp2p';
import { tellDoubts } from './doubts.ts';
import type { HostIdentity, IdentityWorld } from './host-identity.ts';
import { keepFresh, keepKnown } from './host-identity.ts';
import type { AgentStatus } from './status.ts';
import { keepStatus } from './status.ts';
import type { TakingUp } from './taking-up.ts';

export interface MembershipParts {
  /** 32 hex digits, random: which start of the agent speaks. */
  readonly instance: string;
  readonly reporter: Reporter;
  readonly hostFacts: HostFactsSource;
  readonly mesh: Mesh;
  readonly credentials: AgentCredentials;
  readonly takingUp: TakingUp;
}

/** Runs until it is closed. A host that the controller does not want leaves the mesh and keeps its VMs. */
export function keepMembership(world: IdentityWorld, own: HostIdentity, parts: MembershipParts): { close(): void } {
  const { instance, reporter, hostFacts, mesh, credentials, takingUp } = parts;
  let refusal: ErrorRecord | null = null;
  const sights = sightsOf(mesh, world.members);
  const status = keepStatus(world, () => ({
    pid: process.pid,
    watched: reporter.watchers > 0,
    vmsTakenUp: takingUp.isDone,
    accelerator: acceleratorOf(hostFacts),
    mesh: sights.current(),
    refusal,
  }));
  const doubts = tellDoubts({ mesh, timers: world.timers, logger: world.logger });
  const renewal = keepFresh(world, own, (identity) => credentials.renew(certificatesOf(own, identity)));
  const leave = async (why: unknown): Promise<void> => {
    world.logger.error('The controller does not want this host; its VMs go on, and it speaks to nobody any more', why);
    renewal.close();
    await mesh.stop();
  };
  const greeting = keepKnown(world, own, {
    instance,
    isWatched: () => reporter.watchers > 0,
    // What goes wrong there ends the process, as it does at the start.
    onKnown: () => void takingUp.begin(),
    onRefused: (why) => {
      refusal = toErrorRecord(why);
      leave(why).catch((error: unknown) => world.logger.error('The mesh could not be left in order', error));
    },
  });
  return {
    close() {
      status.close();
      sights.close();
      doubts.close();
      greeting.close();
      renewal.close();
    },
  };
}

function acceleratorOf(hostFacts: HostFactsSource): AgentStatus['accelerator'] {
  return hostFacts.isKnown ? hostFacts.facts.inventory.accelerator : null;
}

/** How the hosts are held now; looked at anew only when that has changed, for it may be many. */
function sightsOf(mesh: Mesh, members: MemberCache): { current(): AgentStatus['mesh']; close(): void } {
  let known: AgentStatus['mesh'] | null = null;
  let version = members.table.version;
  const close = mesh.onLiveness(() => (known = null));
  return {
    current() {
      if (known === null || version !== members.table.version) {
        version = members.table.version;
        known = { isolated: mesh.isolated(), notActive: Object.fromEntries(notActive(mesh, members)) };
      }
      return known;
    },
    close,
  };
}

function notActive(mesh: Mesh, members: MemberCache): readonly (readonly [string, MemberState])[] {
  const names = new Map(members.table.members.map(({ hostId, name }) => [hostId, name]));
  return mesh
    .snapshot()
    .filter(({ state }) => state !== 'active')
    .map(({ hostId, state }) => [names.get(hostId) ?? hostId, state]);
}

export function certificatesOf(own: HostIdentity, identity: StoredIdentity) {
  return { privateKey: own.key.privateKeyPem, certificate: identity.certificate, caCertificate: identity.caCertificate };
}
