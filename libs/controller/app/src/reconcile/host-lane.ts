/**
 * What one host says, worked off in order and one at a time. Bounded without losing anything that still matters: of each VM only the newest
 * report waits, of the host only its newest facts. While the database is away everything waits and is tried again.
 */
import type { HostFacts, VmReport } from '@rapidvm/domain';
import type { Logger, Timers, VmId } from '@rapidvm/kernel';
import { assertNever } from '@rapidvm/kernel';
import { RECONCILE } from '../limits.ts';
import { pause } from '../pause.ts';

export interface LaneWork {
  report(report: VmReport): Promise<void>;
  facts(facts: HostFacts): Promise<void>;
  /** These are the VMs the host has; every report of that listing was worked off before. */
  complete(vms: readonly VmId[]): Promise<void>;
  /** Looks whether the host's state must change. */
  liveness(): Promise<void>;
}

type Word =
  | { readonly kind: 'report'; readonly report: VmReport }
  | { readonly kind: 'facts'; readonly facts: HostFacts }
  | { readonly kind: 'complete'; readonly vms: readonly VmId[] }
  | { readonly kind: 'look' };

export class HostLane {
  readonly #work: LaneWork;
  readonly #timers: Timers;
  readonly #logger: Logger;
  /** In the order in which they came. What is newer takes the place of what it replaces; the first is being worked off. */
  readonly #waiting = new Map<string, Word>();
  #looks = 0;
  #newestKey = '';
  #working: Promise<void> | undefined;
  #closed = false;

  constructor(work: LaneWork, timers: Timers, logger: Logger) {
    this.#work = work;
    this.#timers = timers;
    this.#logger = logger;
  }

  report(report: VmReport): void {
    const known = this.#waiting.get(report.vmId);
    if (known?.kind === 'report' && report.generation <= known.report.generation) return;
    this.#put(report.vmId, { kind: 'report', report });
  }

  facts(facts: HostFacts): void {
    // What the mesh tells has less in it: it must not take the place of what the host's agent told.
    const key = facts.hardware ? 'facts of its agent' : 'facts';
    const known = this.#waiting.get(key);
    if (known?.kind === 'facts' && facts.version <= known.facts.version) return;
    this.#put(key, { kind: 'facts', facts });
  }

  /** Goes behind the reports of its own listing, also where an older one waits. */
  complete(vms: readonly VmId[]): void {
    this.#waiting.delete('complete');
    this.#put('complete', { kind: 'complete', vms });
  }

  /**
   * In its place among the reports: a host that is back can be commanded before anybody reads of its VMs, and what it said before it was lost makes
   * none of them known again.
   */
  liveness(): void {
    const looksLast = this.#waiting.get(this.#newestKey)?.kind === 'look';
    if (looksLast && this.#waiting.size > 1) return;
    this.#looks += 1;
    this.#put(`look ${this.#looks}`, { kind: 'look' });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  #put(key: string, word: Word): void {
    if (!this.#waiting.has(key)) this.#newestKey = key;
    this.#waiting.set(key, word);
    if (!this.#closed) this.#working ??= this.#run();
  }

  async #run(): Promise<void> {
    let failures = 0;
    for (let first = this.#first(); first !== undefined && !this.#closed; first = this.#first()) {
      const [key, word] = first;
      try {
        await this.#workOff(word);
        failures = 0;
        if (this.#waiting.get(key) === word) this.#waiting.delete(key);
      } catch (error) {
        const pauseMs = Math.min(RECONCILE.retryLongestMs, RECONCILE.retryFirstMs * 2 ** failures);
        failures += 1;
        this.#logger.error('facts of a host could not be taken in and wait', error, { pauseMs, waiting: this.#waiting.size });
        await pause(this.#timers, pauseMs);
      }
    }
    this.#working = undefined;
  }

  #first(): readonly [string, Word] | undefined {
    return this.#waiting.entries().next().value;
  }

  #workOff(word: Word): Promise<void> {
    switch (word.kind) {
      case 'report':
        return this.#work.report(word.report);
      case 'facts':
        return this.#work.facts(word.facts);
      case 'complete':
        return this.#work.complete(word.vms);
      case 'look':
        return this.#work.liveness();
      default:
        return assertNever(word);
    }
  }
}
