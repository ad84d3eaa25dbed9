/** What is in truth the case between hosts, and since when: the simulation knows, the members can only guess. */
import type { Cluster } from '../engine/cluster.ts';
import type { SimHost } from '../engine/host.ts';

/** A delay below this, milliseconds each way, troubles nobody who waits two seconds. */
const HARMLESS_DELAY_MS = 400;

export class Truth {
  readonly #cluster: Cluster;
  /** For each ordered pair, since when both agents run well and reach each other both ways; Infinity while they do not. */
  #goodSince: Float64Array;
  #size: number;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#size = cluster.hosts.length;
    this.#goodSince = new Float64Array(this.#size ** 2).fill(Infinity);
  }

  /** To be called after each change of anything. */
  sample(): void {
    const { hosts, world } = this.#cluster;
    if (hosts.length !== this.#size) this.#resize(hosts.length);
    const well = hosts.map((host) => this.#runsWell(host));
    for (let a = 0; a < this.#size; a += 1) {
      for (let b = a + 1; b < this.#size; b += 1) {
        const good = well[a] === true && well[b] === true && this.#clear(a, b);
        this.#note(a, b, good, world.now);
        this.#note(b, a, good, world.now);
      }
    }
  }

  /** How long the two have been well and in sight of each other, milliseconds; 0 when they are not. */
  goodFor(a: SimHost, b: SimHost): number {
    const since = this.#goodSince[a.index * this.#size + b.index] ?? Infinity;
    return Math.max(0, this.#cluster.world.now - since);
  }

  /** Of two machines with one identity neither is well: nobody knows which of them is meant. */
  #runsWell(host: SimHost): boolean {
    if (host.process === null || host.process.paused || this.#cluster.isStarved(host)) return false;
    return !this.#cluster.hosts.some((other) => other !== host && other.process !== null && other.peerId === host.peerId);
  }

  #clear(a: number, b: number): boolean {
    const { paths } = this.#cluster.world;
    if (paths.clean) return true;
    const lossless = paths.lossOf(a, b) === 0 && paths.lossOf(b, a) === 0;
    return lossless && !paths.blocked(a, b) && !paths.blocked(b, a) && paths.extraDelay(a, b) <= HARMLESS_DELAY_MS;
  }

  #note(a: number, b: number, good: boolean, now: number): void {
    const at = a * this.#size + b;
    if (!good) this.#goodSince[at] = Infinity;
    else if (this.#goodSince[at] === Infinity) this.#goodSince[at] = now;
  }

  #resize(size: number): void {
    const grown = new Float64Array(size ** 2).fill(Infinity);
    for (let a = 0; a < this.#size; a += 1) {
      for (let b = 0; b < this.#size; b += 1) grown[a * size + b] = this.#goodSince[a * this.#size + b] ?? Infinity;
    }
    this.#goodSince = grown;
    this.#size = size;
  }
}
