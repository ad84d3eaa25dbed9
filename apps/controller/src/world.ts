import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';
import { createLogger, systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import type { LogLevel } from '@rapidvm/runtime';

/** Time, chance and the log: what every part is given. */
export interface World {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

/** The real one; log lines go to standard output for whoever supervises us. */
export function realWorld(level: LogLevel): World {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  return { clock: systemClock, timers: systemTimers, rng: systemRng, logger: createLogger({ clock: systemClock, level, write }) };
}
