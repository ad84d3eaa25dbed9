/**
 * What one host says, worked off in order and one at a time. Bounded without losing anything that still matters: of each VM only the newest
 * report waits, of the host only its newest facts. While the database is away everything waits and is tried again.
 */
import type { HostFacts, VmReport } from '@rapidvm/domain';
import type { Logger, Timers, VmId } from '@rapidvm/kernel';
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

export class HostLane {
  readonly #work: LaneWork;
  readonly #timers: Timers;
  readonly #logger: Logger;
  readonly #reports = new Map<VmId, VmReport>();
  #facts: HostFacts | undefined;
  #complete: readonly VmId[] | undefined;
  #liveness = false;
  #working: Promise<void> | undefined;
  #closed = false;

  constructor(work: LaneWork, timers: Timers, logger: Logger) {
    this.#work = work;
    this.#timers = timers;
    this.#logger = logger;
  }

  report(report: VmReport): void {
    const waiting = this.#reports.get(report.vmId);
    if (waiting === undefined || report.generation > waiting.generation) this.#reports.set(report.vmId, report);
    this.#begin();
  }

  facts(facts: HostFacts): void {
    if (this.#facts === undefined || facts.version > this.#facts.version) this.#facts = facts;
    this.#begin();
  }

  complete(vms: readonly VmId[]): void {
    this.#complete = vms;
    this.#begin();
  }

  liveness(): void {
    this.#liveness = true;
    this.#begin();
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  #begin(): void {
    if (this.#closed) return;
    this.#working ??= this.#run().finally(() => (this.#working = undefined));
  }

  async #run(): Promise<void> {
    let failures = 0;
    for (let next = this.#take(); next !== undefined && !this.#closed; next = this.#take()) {
      try {
        await next.work();
        failures = 0;
      } catch (error) {
        next.putBack();
        const pauseMs = Math.min(RECONCILE.retryLongestMs, RECONCILE.retryFirstMs * 2 ** failures);
        failures += 1;
        this.#logger.error('facts of a host could not be taken in and wait', error, { pauseMs, reports: this.#reports.size });
        await pause(this.#timers, pauseMs);
      }
    }
  }

  /** What is to be done next, taken out; reports first, so that a listing is complete before it is judged. */
  #take(): { work(): Promise<void>; putBack(): void } | undefined {
    const first = this.#reports.values().next();
    if (first.done !== true) {
      const report = first.value;
      this.#reports.delete(report.vmId);
      return { work: () => this.#work.report(report), putBack: () => this.#putBack(report) };
    }
    const vms = this.#complete;
    if (vms !== undefined) {
      this.#complete = undefined;
      return { work: () => this.#work.complete(vms), putBack: () => void (this.#complete ??= vms) };
    }
    const facts = this.#facts;
    if (facts !== undefined) {
      this.#facts = undefined;
      return { work: () => this.#work.facts(facts), putBack: () => void (this.#facts ??= facts) };
    }
    if (!this.#liveness) return undefined;
    this.#liveness = false;
    return { work: () => this.#work.liveness(), putBack: () => void (this.#liveness = true) };
  }

  #putBack(report: VmReport): void {
    if (!this.#reports.has(report.vmId)) this.#reports.set(report.vmId, report);
  }
}
