/** What is known of each host by gossip: the newest facts that its owner told. */
import type { HostFacts } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { supersedes } from '@rapidvm/kernel';

/** One owner's newest word. Its content is a function of host, version and beat, because only the owner writes it. */
export interface HostRecord {
  readonly facts: HostFacts;
  readonly beat: number;
}

/** changed: newer facts. alive: the same facts, said again. stale: already known, or older. */
export type MergeOutcome = 'changed' | 'alive' | 'stale';

/**
 * The newer of two records of one host, by version and then by beat. Commutative, associative and idempotent, so that members that heard
 * the same messages in any order and any number of times know the same.
 */
export function newerRecord(a: HostRecord, b: HostRecord): HostRecord {
  return isNewer(b, a) ? b : a;
}

function isNewer(incoming: HostRecord, known: HostRecord): boolean {
  if (incoming.facts.version !== known.facts.version) return supersedes(incoming.facts.version, known.facts.version);
  return incoming.beat > known.beat;
}

/** The host facts that this member knows. Holds one record a host; the member table bounds how many hosts there can be. */
export class HostTable {
  readonly #records = new Map<HostId, HostRecord>();

  /** Merges what a host said of itself and says whether it was news. */
  merge(record: HostRecord): MergeOutcome {
    const { hostId, version } = record.facts;
    const known = this.#records.get(hostId);
    if (known !== undefined && !isNewer(record, known)) return 'stale';
    this.#records.set(hostId, record);
    return known === undefined || supersedes(version, known.facts.version) ? 'changed' : 'alive';
  }

  get(hostId: HostId): HostFacts | undefined {
    return this.#records.get(hostId)?.facts;
  }

  records(): readonly HostRecord[] {
    return [...this.#records.values()];
  }

  /** Forgets every host that `isMember` says no to. */
  retain(isMember: (hostId: HostId) => boolean): void {
    for (const hostId of this.#records.keys()) {
      if (!isMember(hostId)) this.#records.delete(hostId);
    }
  }
}
