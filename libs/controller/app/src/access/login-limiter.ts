/** Slows guessing: so many failures of one name from one address, then wait. Bounded: the oldest pair is forgotten first. */
import type { Clock } from '@rapidvm/kernel';
import { MINUTE_MS, RapidError } from '@rapidvm/kernel';
import { APP_LIMITS } from '../limits.ts';

interface Failures {
  readonly count: number;
  /** Monotonic milliseconds. */
  readonly until: number;
}

export class LoginLimiter {
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts an attempt before its password is looked at, so that many at once can't slip through. Refuses `limit-exceeded`. */
  attempt(name: string, from: string): void {
    const now = this.#clock.monotonic();
    const key = keyOf(name, from);
    const known = this.#failures.get(key);
    const failures = known === undefined || known.until <= now ? { count: 0, until: now + APP_LIMITS.loginWindowMs } : known;
    if (failures.count >= APP_LIMITS.loginFailures) throw tooMany(failures.until - now);
    this.#remember(key, { ...failures, count: failures.count + 1 });
  }

  succeeded(name: string, from: string): void {
    this.#failures.delete(keyOf(name, from));
  }

  get size(): number {
    return this.#failures.size;
  }

  #remember(key: string, failures: Failures): void {
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    const oldest = this.#failures.keys().next();
    if (this.#failures.size > APP_LIMITS.loginPairs && oldest.done !== true) this.#failures.delete(oldest.value);
  }
}

const keyOf = (name: string, from: string): string => JSON.stringify([name, from]);

function tooMany(waitMs: number): RapidError<'limit-exceeded'> {
  const details = {
    limit: 'failed logins',
    max: APP_LIMITS.loginFailures,
    unit: `in ${APP_LIMITS.loginWindowMs / MINUTE_MS} minutes`,
  };
  return new RapidError(
    'limit-exceeded',
    'Too many failed logins',
    details,
    `Wait ${Math.ceil(waitMs / MINUTE_MS)} minutes, then try again`,
  );
}
