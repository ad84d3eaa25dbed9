/** Whether those who are named as witnesses can have seen what they are said to have seen. */
import type { PeerId } from '@rapidvm/mesh-core';
import type { SimProcess } from '../engine/process.ts';

/**
 * How old a witness's reason may be, milliseconds: an unrefreshed alert lives 5 s, may be a second old when it was refreshed last, and takes a
 * moment to get about.
 */
const MAX_REASON_AGE_MS = 7000;

/** An agent that ended less than this ago may still be named. */
const MAX_ENDED_AGE_MS = 7000;

interface Life {
  readonly process: SimProcess;
  endedAt: number;
}

export class Witnesses {
  readonly #lives = new Map<PeerId, Life[]>();

  started(process: SimProcess): void {
    const lives = this.#lives.get(process.host.peerId) ?? [];
    lives.push({ process, endedAt: Infinity });
    this.#lives.set(process.host.peerId, lives);
  }

  ended(process: SimProcess): void {
    const life = this.#lives.get(process.host.peerId)?.find((one) => one.process === process);
    if (life !== undefined) life.endedAt = process.world.now;
  }

  /**
   * True when some process of this name had, lately and in truth, a reason to call the subject down: it did not hear it, or the subject did not
   * hear it and says so.
   */
  truthful(witness: PeerId, subject: PeerId, now: number): boolean {
    return this.#unheard(witness, subject, now) || this.#unheard(subject, witness, now);
  }

  #unheard(listener: PeerId, speaker: PeerId, now: number): boolean {
    return (this.#lives.get(listener) ?? []).some(({ process, endedAt }) => {
      if (now - endedAt > MAX_ENDED_AGE_MS) return false;
      return process.heardOf(speaker).reasonAge(Math.min(now, endedAt), process.ran) <= MAX_REASON_AGE_MS;
    });
  }
}
