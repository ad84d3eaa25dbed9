/** Which host's packets reach which, how late, and how many are lost. Knows nothing of connections. */
import type { Rng } from '@rapidvm/kernel';

/** One way of one network: a switch at home, not a data centre. */
export interface LinkQuality {
  /** One-way delay, milliseconds. */
  readonly delayMs: number;
  /** Up to this much more, uniformly, milliseconds. */
  readonly jitterMs: number;
}

export const LAN: LinkQuality = { delayMs: 0.2, jitterMs: 0.3 };

/** Packets between hosts, each named by its index. */
export class Paths {
  readonly quality: LinkQuality;
  readonly #rng: Rng;
  /** Hosts of different sides do not reach each other; a host that is not named is on side 0. */
  #sides = new Map<number, number>();
  readonly #cuts = new Set<string>();
  readonly #powerless = new Set<number>();
  readonly #lossOut = new Map<number, number>();
  readonly #lossIn = new Map<number, number>();
  readonly #slow = new Map<number, number>();
  #clean = true;
  readonly #onChange: () => void;

  constructor(rng: Rng, quality: LinkQuality, onChange: () => void) {
    this.#rng = rng;
    this.#onChange = onChange;
    this.quality = quality;
  }

  /** True while no fault of any kind stands. */
  get clean(): boolean {
    return this.#clean;
  }

  /** Hosts in different groups lose sight of each other; those in no group form one more. */
  partition(groups: readonly (readonly number[])[]): void {
    this.#sides = new Map(groups.flatMap((group, side) => group.map((host) => [host, side + 1] as const)));
    this.#changed();
  }

  /** Packets of `from` do not reach `to`; the other way still works. */
  cut(from: number, to: number): void {
    this.#cuts.add(`${from}>${to}`);
    this.#changed();
  }

  join(from: number, to: number): void {
    this.#cuts.delete(`${from}>${to}`);
    this.#changed();
  }

  /** Shares of packets lost on the way out of and into a host, 0 to 1. */
  lose(host: number, out: number, into: number): void {
    setOrClear(this.#lossOut, host, out);
    setOrClear(this.#lossIn, host, into);
    this.#changed();
  }

  /** Each packet from or to this host takes up to `extraMs` more. */
  slow(host: number, extraMs: number): void {
    setOrClear(this.#slow, host, extraMs);
    this.#changed();
  }

  power(host: number, on: boolean): void {
    if (on) this.#powerless.delete(host);
    else this.#powerless.add(host);
    this.#changed();
  }

  /** Takes every fault of the network away; hosts without power stay without. */
  heal(): void {
    this.#sides.clear();
    this.#cuts.clear();
    this.#lossOut.clear();
    this.#lossIn.clear();
    this.#slow.clear();
    this.#changed();
  }

  /** No packet arrives at all. */
  blocked(from: number, to: number): boolean {
    if (this.#clean) return false;
    return (
      this.#powerless.has(from) ||
      this.#powerless.has(to) ||
      (this.#sides.size > 0 && this.#sides.get(from) !== this.#sides.get(to)) ||
      (this.#cuts.size > 0 && this.#cuts.has(`${from}>${to}`)) ||
      this.lossOf(from, to) >= 1
    );
  }

  /** Share of packets lost from one to the other. */
  lossOf(from: number, to: number): number {
    return 1 - (1 - (this.#lossOut.get(from) ?? 0)) * (1 - (this.#lossIn.get(to) ?? 0));
  }

  /** By how much a packet between the two may be later than usual, milliseconds. */
  extraDelay(a: number, b: number): number {
    return (this.#slow.get(a) ?? 0) + (this.#slow.get(b) ?? 0);
  }

  /** Whether this one packet arrives. */
  arrives(from: number, to: number): boolean {
    if (this.#clean) return true;
    if (this.blocked(from, to)) return false;
    const loss = this.lossOf(from, to);
    return loss === 0 || this.#rng.fraction() >= loss;
  }

  /** How long one packet takes that arrives, milliseconds. */
  delay(from: number, to: number): number {
    const usual = this.quality.delayMs + this.quality.jitterMs * this.#rng.fraction();
    if (this.#clean) return usual;
    const extra = this.extraDelay(from, to);
    return extra === 0 ? usual : usual + extra * this.#rng.fraction();
  }

  #changed(): void {
    const faults = [this.#sides, this.#cuts, this.#lossOut, this.#lossIn, this.#slow, this.#powerless];
    this.#clean = faults.every(({ size }) => size === 0);
    this.#onChange();
  }
}

function setOrClear(map: Map<number, number>, key: number, value: number): void {
  if (value === 0) map.delete(key);
  else map.set(key, value);
}
