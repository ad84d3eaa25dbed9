/** What one process has in truth heard of one peer. Written by the simulated kernel, read by the checks; no rule of the mesh takes part. */

/** Silence that a witness must at least have had, milliseconds: the rule's 2 s less the drift of the fastest clock and the delay of a tick. */
export const TRUE_SILENCE_MS = 1800;

/** Silence that is too long even for a witness that was held up meanwhile: the rule tells no pause below a second from the peer's. */
const RUNNING_SILENCE_MS = 900;

/** Refused dials without a word between them that prove that no process is there. */
const PROVING_REFUSALS = 2;

export class Heard {
  /** When last, in true time and in time that the listener really ran. */
  #at: number;
  #ranAt: number;
  #refusals = 0;
  /** When the listener last had a reason to call the peer down; -Infinity for never. */
  #lastReason = -Infinity;

  constructor(now: number, ran: number) {
    this.#at = now;
    this.#ranAt = ran;
  }

  hear(now: number, ran: number): void {
    if (this.#hasReason(now, ran)) this.#lastReason = now;
    this.#at = now;
    this.#ranAt = ran;
    this.#refusals = 0;
  }

  refuse(now: number): void {
    this.#refusals += 1;
    if (this.#refusals >= PROVING_REFUSALS) this.#lastReason = now;
  }

  /** How long ago, milliseconds, the listener last had a reason to call this peer down; 0 for now. */
  reasonAge(now: number, ran: number): number {
    return this.#hasReason(now, ran) ? 0 : now - this.#lastReason;
  }

  #hasReason(now: number, ran: number): boolean {
    return now - this.#at >= TRUE_SILENCE_MS && ran - this.#ranAt >= RUNNING_SILENCE_MS;
  }
}
