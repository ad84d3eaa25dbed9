/** Virtual time and seeded randomness for deterministic tests. */
import type { Clock, Logger, Rng, Timer, Timers } from '@rapidvm/kernel';

interface Pending {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

/** A clock that moves only when told; timers fire in order of their time, then of their making. */
export class VirtualTime implements Clock, Timers {
  #now: number;
  #order = 0;
  readonly #pending = new Set<Pending>();

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): Timer {
    this.#order += 1;
    const pending: Pending = { at: this.#now + Math.max(0, delayMs), order: this.#order, action };
    this.#pending.add(pending);
    return { cancel: () => void this.#pending.delete(pending) };
  }

  get pendingTimers(): number {
    return this.#pending.size;
  }

  /** Moves time on by `ms`, firing what falls due; promises settle between timers. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const next = this.#next(end);
      if (next === undefined) break;
      this.#pending.delete(next);
      this.#now = next.at;
      next.action();
    }
    this.#now = end;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }

  #next(end: number): Pending | undefined {
    const due = [...this.#pending].filter((pending) => pending.at <= end);
    return due.sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }
}

/** Mulberry32: the same seed, the same run. */
export function seededRng(seed: number): Rng {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(fraction() * 256)) };
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that keeps its lines for a test to look at. */
export function recordingLogger(
  lines: LogLine[] = [],
  base: Readonly<Record<string, unknown>> = {},
): Logger & { readonly lines: LogLine[] } {
  const add = (level: LogLine['level'], message: string, fields: object = {}): void => {
    lines.push({ level, message, fields: { ...base, ...fields } });
  };
  return {
    lines,
    debug: (message, fields) => add('debug', message, fields),
    info: (message, fields) => add('info', message, fields),
    warn: (message, fields) => add('warn', message, fields),
    error: (message, error, fields) => add('error', message, { ...fields, error: String(error) }),
    child: (fields) => recordingLogger(lines, { ...base, ...fields }),
  };
}
