/** What pure code may know of the world, always as a parameter. `runtime/` has the real ones, `testing/` the virtual ones. */

/** Milliseconds. `now` is wall time since 1970 and only for people to read; order and deadlines use `monotonic`. */
export interface Clock {
  now(): number;
  monotonic(): number;
}

/** Runs things later. A cancelled timer never fires. */
export interface Timers {
  after(delayMs: number, action: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** Randomness. `bytes` is fit for secrets in the real implementation. */
export interface Rng {
  bytes(count: number): Uint8Array;
  /** Uniform in [0, 1). */
  fraction(): number;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

/** Structured log lines. Never pass a secret. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, error: unknown, fields?: LogFields): void;
  child(fields: LogFields): Logger;
}
