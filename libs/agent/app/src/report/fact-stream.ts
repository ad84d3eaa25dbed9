/**
 * What one watcher still has to be told. Bounded whatever the watcher does: of each VM only the newest report waits, of the host only the
 * newest facts. A watcher that is slow skips steps in between, never the last one.
 */
import type { HostFacts, VmReport } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';

export type WatchFact =
  | { readonly kind: 'report'; readonly report: VmReport }
  /** All VMs of the beginning were told; these are the VMs there are now. */
  | { readonly kind: 'complete'; readonly reports: readonly VmReport[] }
  | { readonly kind: 'host'; readonly facts: HostFacts }
  | { readonly kind: 'heartbeat' };

export class FactStream {
  readonly #reports = new Map<VmId, VmReport>();
  readonly #allReports: () => readonly VmReport[];
  #host: HostFacts | null;
  #completeDue = true;
  #heartbeatDue = false;
  #closed = false;
  #wake: (() => void) | null = null;

  constructor(allReports: () => readonly VmReport[], host: HostFacts | null) {
    this.#allReports = allReports;
    this.#host = host;
    for (const report of allReports()) this.#reports.set(report.vmId, report);
  }

  /** At most one waiting report per VM, whatever comes. */
  get waiting(): number {
    return this.#reports.size;
  }

  addReport(report: VmReport): void {
    this.#reports.delete(report.vmId);
    this.#reports.set(report.vmId, report);
    this.#wake?.();
  }

  addHost(facts: HostFacts): void {
    this.#host = facts;
    this.#wake?.();
  }

  addHeartbeat(): void {
    this.#heartbeatDue = true;
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** The next fact, as soon as there is one; null: closed. One caller at a time. */
  async next(): Promise<WatchFact | null> {
    for (;;) {
      if (this.#closed) return null;
      const fact = this.#take();
      if (fact !== null) return fact;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  #take(): WatchFact | null {
    for (const report of this.#reports.values()) {
      this.#reports.delete(report.vmId);
      return { kind: 'report', report };
    }
    if (this.#completeDue) {
      this.#completeDue = false;
      return { kind: 'complete', reports: this.#allReports() };
    }
    if (this.#host !== null) {
      const facts = this.#host;
      this.#host = null;
      return { kind: 'host', facts };
    }
    if (!this.#heartbeatDue) return null;
    this.#heartbeatDue = false;
    return { kind: 'heartbeat' };
  }
}
