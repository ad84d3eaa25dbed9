/** Slows down guessing: few wrong passwords per address and minute, few checks at once (each takes 64 MiB and 100 ms). */
import type { Clock } from '@rapidvm/kernel';
import { BoundedQueue, RapidError, SECOND_MS, isRapidError } from '@rapidvm/kernel';
import { LOGIN_LIMITS } from '../limits.ts';

interface Failures {
  count: number;
  readonly since: number;
}

export class LoginGate {
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();
  readonly #waiting = new BoundedQueue<() => void>('logins waiting', LOGIN_LIMITS.waiting);
  #checking = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs one attempt from `address`. Refuses `limit-exceeded` without running it when the address has failed too often or too many wait. */
  async attempt<T>(address: string, login: () => Promise<T>): Promise<T> {
    this.#refuseGuesser(address);
    await this.#turn();
    try {
      this.#refuseGuesser(address);
      return await login();
    } catch (error) {
      if (isRapidError(error, 'not-authenticated')) this.#failed(address);
      throw error;
    } finally {
      this.#pass();
    }
  }

  async #turn(): Promise<void> {
    if (this.#checking < LOGIN_LIMITS.atOnce) this.#checking += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Gives the place to the next in line, or back. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#checking -= 1;
    else next();
  }

  #refuseGuesser(address: string): void {
    const failures = this.#current(address);
    if (failures === undefined || failures.count < LOGIN_LIMITS.failures) return;
    const waitSeconds = Math.ceil((failures.since + LOGIN_LIMITS.windowMs - this.#clock.monotonic()) / SECOND_MS);
    const details = { limit: 'failed logins', max: LOGIN_LIMITS.failures, unit: 'per minute and address' };
    throw new RapidError(
      'limit-exceeded',
      'Too many failed logins from this address',
      details,
      `Wait ${waitSeconds} s, then try again`,
    );
  }

  #failed(address: string): void {
    const current = this.#current(address) ?? { count: 0, since: this.#clock.monotonic() };
    current.count += 1;
    this.#failures.set(address, current);
    const oldest = this.#failures.keys().next();
    if (this.#failures.size > LOGIN_LIMITS.addresses && !oldest.done) this.#failures.delete(oldest.value);
  }

  #current(address: string): Failures | undefined {
    const failures = this.#failures.get(address);
    if (failures === undefined || this.#clock.monotonic() - failures.since < LOGIN_LIMITS.windowMs) return failures;
    this.#failures.delete(address);
    return undefined;
  }
}
