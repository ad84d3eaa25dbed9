/** When a stream that broke is opened again, and when it is not. */
import { isRapidError } from '@rapidvm/kernel';
import { CliError } from '../cli-error.ts';
import { EXIT } from '../exit-codes.ts';
import { RECONNECT_FIRST_MS, RECONNECT_MAX_MS } from '../limits.ts';
import { pause } from './follow-task.ts';

/** Whether a failure passes by itself: the server is away or busy. Anything else (no rights, no such VM) is for the user. */
export function isPassing(error: unknown): boolean {
  if (error instanceof CliError) return error.exitCode === EXIT.unreachable;
  return isRapidError(error, 'unavailable', 'timed-out', 'limit-exceeded', 'host-unreachable');
}

/** Growing waits between tries, with jitter so that many clients do not come at once; a success starts it afresh. */
export class Backoff {
  #nextMs = RECONNECT_FIRST_MS;

  succeeded(): void {
    this.#nextMs = RECONNECT_FIRST_MS;
  }

  /** Throws exit 130 when `signal` aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    const waitMs = this.#nextMs * (0.5 + Math.random() / 2);
    this.#nextMs = Math.min(this.#nextMs * 2, RECONNECT_MAX_MS);
    await pause(waitMs, signal);
  }
}
