/** Runs the membership machine: gives it what happens one by one, wakes it in time, and does what it says. */
import type { Clock, Timer, Timers } from '@rapidvm/kernel';
import type { Membership, MembershipInput, MembershipOutput } from '@rapidvm/mesh-core';

export interface DriverOptions {
  readonly machine: Pick<Membership, 'handle' | 'nextWake'>;
  readonly carryOut: (output: MembershipOutput) => void;
  /** Called after all outputs of what was given at once. */
  readonly settled: () => void;
  readonly clock: Clock;
  readonly timers: Timers;
}

export class Driver {
  readonly #options: DriverOptions;
  readonly #inputs: MembershipInput[] = [];
  #busy = false;
  #wakeAtMs = Infinity;
  #timer: Timer | undefined;

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  /** Takes one input. One that comes of an output of another waits until that is dealt with. */
  give(input: MembershipInput): void {
    this.#inputs.push(input);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) this.#handle(next);
    } finally {
      this.#busy = false;
    }
    this.#options.settled();
    this.#arm();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#wakeAtMs = Infinity;
  }

  #handle(input: MembershipInput): void {
    const { machine, carryOut, clock } = this.#options;
    for (const output of machine.handle(input, clock.monotonic())) carryOut(output);
  }

  /** Sets the timer anew only when another time is meant: most inputs change nothing. */
  #arm(): void {
    const { machine, clock, timers } = this.#options;
    const wakeAtMs = machine.nextWake();
    if (wakeAtMs === this.#wakeAtMs) return;
    this.stop();
    if (wakeAtMs === Infinity) return;
    this.#wakeAtMs = wakeAtMs;
    // Rounded up: a timer that fires a fraction too early has to be set once more.
    this.#timer = timers.after(Math.max(0, Math.ceil(wakeAtMs - clock.monotonic())), () => {
      this.#wakeAtMs = Infinity;
      this.give({ kind: 'wake' });
    });
  }
}
