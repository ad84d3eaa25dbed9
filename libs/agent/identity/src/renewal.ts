/** Renews the certificate at half of its life, by itself, for ever. */
import { X509Certificate } from 'node:crypto';
import type { Clock, Logger, Rng, Timer, Timers } from '@rapidvm/kernel';
import { SECOND_MS } from '@rapidvm/kernel';
import {
  MAX_TIMER_MS,
  MIN_BETWEEN_RENEWALS_MS,
  RENEW_AT_SHARE,
  RENEW_JITTER_SHARE,
  RETRY_CAP_MS,
  RETRY_FIRST_MS,
} from './limits.ts';

export interface RenewalWorld {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
  /** Gets a new certificate and puts it to use; returns its PEM. */
  readonly renew: () => Promise<string>;
}

/** Wall time (ms) at which a certificate is due: half of its life, moved a little so that hosts do not come all at once. */
export function renewAt(certificatePem: string, fraction: number): number {
  const certificate = new X509Certificate(certificatePem);
  const from = Date.parse(certificate.validFrom);
  const life = Date.parse(certificate.validTo) - from;
  return from + life * (RENEW_AT_SHARE + (fraction - 0.5) * RENEW_JITTER_SHARE);
}

/** Milliseconds until the next try after `failures` (≥ 1) in a row; ±20 % by `fraction`. */
export function retryDelayMs(failures: number, fraction: number): number {
  const base = Math.min(RETRY_CAP_MS, RETRY_FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return base * (0.8 + 0.4 * fraction);
}

export class Renewal {
  readonly #world: RenewalWorld;
  #due: number;
  #failures = 0;
  #timer: Timer | null = null;
  #closed = false;

  constructor(world: RenewalWorld, certificatePem: string) {
    this.#world = world;
    this.#due = renewAt(certificatePem, world.rng.fraction());
    this.#wait(this.#due - world.clock.now());
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  /** In steps of a day at most, looking at the wall clock each time: it may have been set meanwhile. */
  #wait(ms: number): void {
    if (this.#closed) return;
    this.#timer = this.#world.timers.after(Math.min(Math.max(ms, 0), MAX_TIMER_MS), () => {
      const left = this.#due - this.#world.clock.now();
      if (left > 0) this.#wait(left);
      else void this.#renew();
    });
  }

  async #renew(): Promise<void> {
    const { clock, rng, logger } = this.#world;
    try {
      const due = renewAt(await this.#world.renew(), rng.fraction());
      // A clock that is years ahead would find every certificate due.
      this.#due = Math.max(due, clock.now() + MIN_BETWEEN_RENEWALS_MS);
      this.#failures = 0;
      logger.info('The certificate was renewed');
    } catch (error) {
      this.#failures += 1;
      const delayMs = retryDelayMs(this.#failures, rng.fraction());
      this.#due = clock.now() + delayMs;
      logger.error('The certificate could not be renewed and is tried again', error, {
        inSeconds: Math.round(delayMs / SECOND_MS),
      });
    }
    this.#wait(this.#due - clock.now());
  }
}
