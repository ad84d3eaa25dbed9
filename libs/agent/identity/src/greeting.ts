/**
 * Says hello to the controller: at the start, whenever the addresses of this host have changed, and now and then while nobody talks to it. So
 * it is found again wherever it is, and learns why when nobody wants it any more.
 */
import type { Logger, Rng, Timer, Timers } from '@rapidvm/kernel';
import { isRapidError } from '@rapidvm/kernel';
import type { HostAddresses } from './enrolment.ts';
import { GREET_AGAIN_MS, GREET_ALONE_MS, GREET_RETRY_CAP_MS, GREET_RETRY_FIRST_MS, LOOK_AT_ADDRESSES_MS } from './limits.ts';

export interface GreetingWorld {
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
  /** Where this host can be reached now. */
  readonly addresses: () => HostAddresses | Promise<HostAddresses>;
  /** Says hello once. `sequence` grows. Throws the controller's refusal, `host-unreachable` when there is none. */
  readonly hello: (addresses: HostAddresses, sequence: number) => Promise<void>;
  /** A controller has its stream to us: it knows where we are. */
  readonly isWatched: () => boolean;
  /** The controller does not want this host any more, for good: it was removed, is a copy, or too old. */
  readonly onRefused: (error: unknown) => void;
}

export class Greeting {
  readonly #world: GreetingWorld;
  #sequence = 0;
  #failures = 0;
  /** As the controller last took them; null until it has. */
  #told: string | null = null;
  #sinceToldMs = 0;
  #timer: Timer | null = null;
  #closed = false;

  constructor(world: GreetingWorld) {
    this.#world = world;
    this.#look(0);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #look(afterMs: number): void {
    if (this.#closed) return;
    this.#timer = this.#world.timers.after(afterMs, () => {
      this.#sinceToldMs += afterMs;
      void this.#once().then((pauseMs) => this.#look(pauseMs));
    });
  }

  /** How long to wait before the next look. */
  async #once(): Promise<number> {
    const { addresses, hello, rng, logger } = this.#world;
    try {
      const now = await addresses();
      const text = JSON.stringify(now);
      if (!this.#isDue(text)) return LOOK_AT_ADDRESSES_MS;
      this.#sequence += 1;
      await hello(now, this.#sequence);
      if (this.#told !== text) logger.info('The controller knows where this host is', { ...now });
      this.#told = text;
      this.#sinceToldMs = 0;
      this.#failures = 0;
      return LOOK_AT_ADDRESSES_MS;
    } catch (error) {
      if (isRapidError(error, 'not-authenticated', 'already-running', 'unsupported')) {
        this.close();
        this.#world.onRefused(error);
        return GREET_RETRY_CAP_MS;
      }
      const pauseMs = Math.min(GREET_RETRY_CAP_MS, GREET_RETRY_FIRST_MS * 2 ** this.#failures) * (0.5 + rng.fraction() / 2);
      if (this.#failures === 0) logger.warn('The controller could not be greeted; it is tried again', { cause: String(error) });
      this.#failures = Math.min(this.#failures + 1, MAX_FAILURES);
      return pauseMs;
    }
  }

  #isDue(addresses: string): boolean {
    if (this.#told !== addresses) return true;
    return this.#sinceToldMs >= (this.#world.isWatched() ? GREET_AGAIN_MS : GREET_ALONE_MS);
  }
}

/** More doublings than the cap allows. */
const MAX_FAILURES = 16;
