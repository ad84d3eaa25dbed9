/**
 * So many handshakes at once that this member began. Each costs both sides some milliseconds of processor: begun all at once, where many hosts
 * start together or a cut heals, none of them ends in time, and what was done for them is lost.
 */
import type { Timer, Timers } from '@rapidvm/kernel';
import { HANDSHAKE_TURN_MS, HANDSHAKES_AT_ONCE, MAX_SLOW_HANDSHAKES } from './limits.ts';

export class HandshakeTurns {
  readonly #timers: Timers;
  readonly #waiting: (() => void)[] = [];
  #free: number = HANDSHAKES_AT_ONCE;
  #slow = 0;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Does `handshake` when it is its turn. A slow one lets the next begin, as its member may be frozen; but only a few may, as all may be busy. */
  async take<T>(handshake: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((begin) => void this.#waiting.push(begin));
    const turn: Turn = { isSlow: false, timer: this.#timers.after(HANDSHAKE_TURN_MS, () => this.#slowDown(turn)) };
    try {
      return await handshake();
    } finally {
      turn.timer.cancel();
      if (turn.isSlow) this.#slow -= 1;
      else this.#passOn();
    }
  }

  #slowDown(turn: Turn): void {
    if (this.#slow >= MAX_SLOW_HANDSHAKES) {
      turn.timer = this.#timers.after(HANDSHAKE_TURN_MS, () => this.#slowDown(turn));
      return;
    }
    turn.isSlow = true;
    this.#slow += 1;
    this.#passOn();
  }

  #passOn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

interface Turn {
  isSlow: boolean;
  timer: Timer;
}
