/** The newest facts of each host, as their owners told them and as they are passed on. Members are named by key. */
import type { HostFacts } from '@rapidvm/domain';
import { asGeneration } from '@rapidvm/kernel';
import { decodeFacts, decodeLoad, encodeFacts, encodeLoad } from './facts-codec.ts';
import { FREE_MEMORY_STEP, LOAD_STEP } from './limits.ts';
import type { Section } from './membership-wire.ts';

interface Held {
  readonly facts: HostFacts;
  /** The version that `full` has; the load may be newer. */
  readonly base: number;
  readonly full: Uint8Array;
  readonly load: Uint8Array | null;
}

/** Load is told to thousands: a host that idles keeps quiet about the breath of its memory. */
function isLoadNews(told: HostFacts, now: HostFacts): boolean {
  if (told.changeStamp !== now.changeStamp || told.load.runningVms !== now.load.runningVms) return true;
  const { cpus, memoryMiB } = now.inventory;
  const memory = Math.abs(told.load.freeMemoryMiB - now.load.freeMemoryMiB);
  return Math.abs(told.load.load1 - now.load.load1) >= cpus * LOAD_STEP || memory >= memoryMiB * FREE_MEMORY_STEP;
}

/** changed: newer facts. stale: nothing new. unknown: load of facts that are not here. malformed: no facts, or of another host. */
export type FactsOutcome = 'changed' | 'stale' | 'unknown' | 'malformed';

/** What differs between one's own facts and those before. */
export type OwnChange = 'facts' | 'load' | 'none';

export class FactsBook {
  readonly #held = new Map<number, Held>();

  get(key: number): HostFacts | undefined {
    return this.#held.get(key)?.facts;
  }

  /** The version of the newest facts or load, 0 for none: what members compare. */
  versionOf(key: number): number {
    return this.#held.get(key)?.facts.version ?? 0;
  }

  /** The version of the newest whole facts, 0 for none: who has it needs the load only. */
  baseOf(key: number): number {
    return this.#held.get(key)?.base ?? 0;
  }

  keys(): Iterable<number> {
    return this.#held.keys();
  }

  /** Takes this member's own facts, unless hardly anything is new in them. Throws `limit-exceeded` when they are too large. */
  own(key: number, facts: HostFacts): OwnChange {
    const held = this.#held.get(key);
    if (held !== undefined && facts.version <= held.facts.version) return 'none';
    const same = held !== undefined && JSON.stringify(held.facts.inventory) === JSON.stringify(facts.inventory);
    if (same && !isLoadNews(held.facts, facts)) return 'none';
    if (same) this.#held.set(key, { ...held, facts, load: encodeLoad(facts) });
    else this.#held.set(key, { facts, base: facts.version, full: encodeFacts(facts), load: null });
    return same ? 'load' : 'facts';
  }

  /** Takes what was told of the member `key`, which speaks for `hostId`. */
  take(section: Section & { kind: 'facts' | 'load' }, hostId: string | null): FactsOutcome {
    return section.kind === 'facts' ? this.#takeFacts(section, hostId) : this.#takeLoad(section);
  }

  /** What is to be told of `key`: facts, load, or nothing where there is none. */
  section(kind: 'facts' | 'load', key: number): Section | undefined {
    const held = this.#held.get(key);
    if (held === undefined) return undefined;
    if (kind === 'facts') return { kind, key, version: held.base, json: held.full };
    return held.load === null ? undefined : { kind, key, version: held.facts.version, base: held.base, json: held.load };
  }

  retain(isMember: (key: number) => boolean): void {
    for (const key of this.#held.keys()) if (!isMember(key)) this.#held.delete(key);
  }

  #takeFacts({ key, version, json }: Section & { kind: 'facts' }, hostId: string | null): FactsOutcome {
    if (version <= this.baseOf(key)) return 'stale';
    const facts = decodeFacts(json);
    if (facts === undefined || facts.hostId !== hostId || facts.version !== version) return 'malformed';
    // A copy: `json` is a view into a message that is not ours to keep.
    this.#held.set(key, { facts, base: version, full: json.slice(), load: null });
    return 'changed';
  }

  #takeLoad({ key, version, base, json }: Section & { kind: 'load' }): FactsOutcome {
    const held = this.#held.get(key);
    if (held === undefined || base > held.base) return 'unknown';
    if (base < held.base || version <= held.facts.version) return 'stale';
    const load = decodeLoad(json);
    if (load === undefined) return 'malformed';
    this.#held.set(key, { ...held, facts: { ...held.facts, ...load, version: asGeneration(version) }, load: json.slice() });
    return 'changed';
  }
}
