/** Hands facts to everybody who watches. */
import type { HostFacts, VmReport } from '@rapidvm/domain';
import type { Timer, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { HEARTBEAT_MS, MAX_WATCHERS } from '../limits.ts';
import { FactStream } from './fact-stream.ts';

export class Reporter {
  readonly #streams = new Set<FactStream>();
  readonly #timers: Timers;
  #host: HostFacts | null = null;
  #heartbeat: Timer | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** How many listen now. */
  get watchers(): number {
    return this.#streams.size;
  }

  /** A stream that tells `allReports` once, then every change. Refuses with `limit-exceeded`. Close it with {@link end}. */
  watch(allReports: () => readonly VmReport[]): FactStream {
    if (this.#streams.size >= MAX_WATCHERS) {
      const details = { limit: 'streams of facts', max: MAX_WATCHERS, unit: 'streams' };
      throw new RapidError('limit-exceeded', 'Too many watch this host', details, 'Close streams that are not read any more');
    }
    const stream = new FactStream(allReports, this.#host);
    this.#streams.add(stream);
    this.#heartbeat ??= this.#beatLater();
    return stream;
  }

  end(stream: FactStream): void {
    this.#streams.delete(stream);
    stream.close();
  }

  report(report: VmReport): void {
    for (const stream of this.#streams) stream.addReport(report);
  }

  hostFacts(facts: HostFacts): void {
    this.#host = facts;
    for (const stream of this.#streams) stream.addHost(facts);
  }

  close(): void {
    this.#heartbeat?.cancel();
    for (const stream of this.#streams) this.end(stream);
  }

  #beatLater(): Timer | null {
    if (this.#streams.size === 0) return null;
    return this.#timers.after(HEARTBEAT_MS, () => {
      for (const stream of this.#streams) stream.addHeartbeat();
      this.#heartbeat = this.#beatLater();
    });
  }
}
