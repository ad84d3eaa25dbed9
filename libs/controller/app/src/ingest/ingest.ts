/**
 * The one way up: whether a fact was pushed, pulled or came as a call's reply, it ends here. A fact that is not news changes nothing; one
 * that is becomes a row and its events in one transaction.
 */
import type { HostFacts, VmObserved, VmReport } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { toTimestamp } from '@rapidvm/kernel';
import { canonicalJson } from '../change/canonical-json.ts';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import type { EventFeed } from '../events/event-feed.ts';
import type { Stores, VmRow } from '../ports/index.ts';

/** `orphan`: the host has a VM that is not ours, or not there. */
export type IngestOutcome = 'news' | 'old' | 'orphan';

export class Ingest {
  readonly #deps: Pick<AppDeps, 'database' | 'clock' | 'logger'>;
  readonly #feed: Pick<EventFeed, 'hint'>;

  constructor(deps: Pick<AppDeps, 'database' | 'clock' | 'logger'>, feed: Pick<EventFeed, 'hint'>) {
    this.#deps = deps;
    this.#feed = feed;
  }

  /** What a host says of one VM. The VM's own generation is the only order there is. */
  async report(hostId: HostId, report: VmReport): Promise<IngestOutcome> {
    let changed = false;
    const outcome = await this.#deps.database.transaction(async (stores): Promise<IngestOutcome> => {
      const row = await stores.vms.get(report.vmId);
      if (row === null || row.intent.hostId !== hostId) return 'orphan';
      const observed = observedFrom(hostId, report, row, this.#now());
      const before = await stores.vms.observe(observed);
      if (before === null) return 'old';
      changed = before.state !== observed.state;
      await tellOfVm(stores, row, before, observed, report);
      return 'news';
    });
    // Apart, because it locks other rows; if it is lost, the capacity keeper finds it.
    if (changed) await this.#settle(report.vmId);
    return outcome;
  }

  async #settle(vmId: VmId): Promise<void> {
    try {
      await this.#deps.database.transaction((stores) => stores.placement.settle(vmId));
    } catch (error) {
      this.#deps.logger.warn('what a VM holds could not be put right at once', { vm: vmId, cause: String(error) });
    }
  }

  /** What a host says of itself: its row, and an event when what rarely changes has changed. Load is told as a hint only. */
  async facts({ hardware, ...facts }: HostFacts): Promise<IngestOutcome> {
    const { hostId } = facts;
    const outcome = await this.#deps.database.transaction(async (stores): Promise<IngestOutcome> => {
      const row = await stores.hosts.get(hostId);
      if (row === null) return 'orphan';
      // Told by its agent alone, so there is no order to keep with what the mesh tells.
      if (hardware) await stores.hosts.observeHardware(hostId, hardware);
      if (!(await stores.hosts.observeFacts(facts, this.#now()))) return 'old';
      const before = row.host.facts?.inventory;
      if (canonicalJson(lasting(before)) !== canonicalJson(lasting(facts.inventory))) {
        await tell(stores, 'host.inventory-changed', row.host, `The host ${row.host.name} told what it is`, {
          architecture: facts.inventory.architecture,
          accelerator: facts.inventory.accelerator.kind,
          reason: facts.inventory.accelerator.reason,
        });
      }
      return 'news';
    });
    if (outcome === 'news') this.#feed.hint({ kind: 'host', id: hostId });
    return outcome;
  }

  /** A host can't be seen: its VMs are not gone, they are unknown (law 2). Returns how many that are. */
  async hostUnseen(stores: Stores, hostId: HostId, reason: string): Promise<number> {
    const changed = await stores.vms.markUnseen(hostId, this.#now(), reason);
    for (const before of changed) {
      const row = await stores.vms.get(before.vmId);
      if (row !== null) await tellOfState(stores, row, before.state, row.observed, null);
    }
    return changed.length;
  }

  /** A host that can be seen no longer has this VM: not gone either, but unknown. */
  async vmUnseen(vmId: VmId, reason: string): Promise<void> {
    await this.#deps.database.transaction(async (stores) => {
      const before = await stores.vms.markVmUnseen(vmId, this.#now(), reason);
      const row = before === null ? null : await stores.vms.get(vmId);
      if (before !== null && row !== null) await tellOfState(stores, row, before.state, row.observed, null);
    });
  }

  #now(): string {
    return toTimestamp(this.#deps.clock.now());
  }
}

function observedFrom(hostId: HostId, report: VmReport, { observed: before }: VmRow, now: string): VmObserved {
  const { vmId, state, generation, reason, accelerator, restarts } = report;
  const since = state === before.state ? before.since : now;
  return { vmId, hostId, state, generation, since, reason, accelerator, restarts };
}

async function tellOfVm(stores: Stores, row: VmRow, before: VmObserved, after: VmObserved, report: VmReport): Promise<void> {
  if (before.state !== after.state) await tellOfState(stores, row, before.state, after, report);
  if (after.restarts > before.restarts) {
    const { name } = row.intent;
    await tell(stores, 'vm.restarted', row.intent, `${name} was restarted after it ended unasked`, {
      restarts: String(after.restarts),
      reason: report.lastError?.message ?? before.reason,
    });
  }
}

async function tellOfState(
  stores: Stores,
  row: VmRow,
  from: VmObserved['state'],
  after: VmObserved,
  report: VmReport | null,
): Promise<void> {
  const why = after.reason === null ? '' : `: ${after.reason}`;
  // Nothing was stopped: it was never on.
  const now = from === 'created' && after.state === 'stopped' ? 'ready, and off' : after.state;
  await tell(stores, 'vm.state-changed', row.intent, `${row.intent.name} is ${now}${why}`, {
    from,
    to: after.state,
    reason: after.reason,
    host: row.hostName,
    error: report?.lastError?.code ?? null,
  });
}

/** Free space moves all the time and is no news; that a datastore came or went is. */
function lasting(inventory: HostFacts['inventory'] | undefined): unknown {
  if (inventory === undefined) return null;
  return { ...inventory, datastores: inventory.datastores.map(({ name, id, totalBytes }) => ({ name, id, totalBytes })) };
}
