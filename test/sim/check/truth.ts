/** What is in truth the case between hosts, and since when: the simulation knows, the members can only guess. */
import type { Cluster } from '../engine/cluster.ts';
import type { SimHost } from '../engine/host.ts';

/** A delay below this, milliseconds each way, troubles nobody who waits two seconds. */
const HARMLESS_DELAY_MS = 400;

export class Truth {
  readonly #cluster: Cluster;
  /** For each ordered pair, since when both agents run well and reach each other both ways; Infinity while they do not. */
  #goodSince: Float64Array;
  /** For each ordered pair, since when packets of the one reach the other, be they few; Infinity while none does. */
  #openSince: Float64Array;
  #size: number;
  /** As of the last sample: who ran well, and whether the network was without a fault. */
  #well: readonly boolean[] = [];
  #wasClean = false;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#size = cluster.hosts.length;
    this.#goodSince = new Float64Array(this.#size ** 2).fill(Infinity);
    this.#openSince = new Float64Array(this.#size ** 2).fill(Infinity);
  }

  /** To be called after each change of anything. */
  sample(): void {
    const { hosts, world } = this.#cluster;
    if (hosts.length !== this.#size) this.#resize(hosts.length);
    const twins = twinsAmong(hosts);
    const [before, well] = [this.#well, hosts.map((host) => this.#runsWell(host, twins))];
    const { clean } = world.paths;
    for (let a = 0; a < this.#size; a += 1) {
      // Where the network is and was without a fault, nothing is new between two hosts that are as they were.
      if (clean && this.#wasClean && well[a] === before[a]) continue;
      for (let b = 0; b < this.#size; b += 1) {
        const good = a !== b && well[a] === true && well[b] === true && this.#clear(a, b);
        note(this.#goodSince, a * this.#size + b, good, world.now);
        note(this.#goodSince, b * this.#size + a, good, world.now);
        note(this.#openSince, a * this.#size + b, !world.paths.blocked(a, b), world.now);
      }
    }
    this.#well = well;
    this.#wasClean = clean;
  }

  /** How long the two have been well and in sight of each other, milliseconds; 0 when they are not. */
  goodFor(a: SimHost, b: SimHost): number {
    return this.#since(this.#goodSince, a, b);
  }

  /** How long packets of the one have reached the other, however few, milliseconds; 0 when none does. */
  openFor(from: SimHost, to: SimHost): number {
    return this.#since(this.#openSince, from, to);
  }

  #since(table: Float64Array, a: SimHost, b: SimHost): number {
    return Math.max(0, this.#cluster.world.now - (table[a.index * this.#size + b.index] ?? Infinity));
  }

  /** Of two machines with one identity neither is well: nobody knows which of them is meant. */
  #runsWell(host: SimHost, twins: ReadonlySet<SimHost>): boolean {
    return host.process !== null && !host.process.paused && !this.#cluster.isStarved(host) && !twins.has(host);
  }

  #clear(a: number, b: number): boolean {
    const { paths } = this.#cluster.world;
    if (paths.clean) return true;
    const lossless = paths.lossOf(a, b) === 0 && paths.lossOf(b, a) === 0;
    return lossless && !paths.blocked(a, b) && !paths.blocked(b, a) && paths.extraDelay(a, b) <= HARMLESS_DELAY_MS;
  }

  #resize(size: number): void {
    this.#goodSince = grown(this.#goodSince, this.#size, size);
    this.#openSince = grown(this.#openSince, this.#size, size);
    this.#wasClean = false;
    this.#size = size;
  }
}

function note(since: Float64Array, at: number, so: boolean, now: number): void {
  if (!so) since[at] = Infinity;
  else if (since[at] === Infinity) since[at] = now;
}

function grown(table: Float64Array, from: number, to: number): Float64Array {
  const larger = new Float64Array(to ** 2).fill(Infinity);
  for (let a = 0; a < from; a += 1) larger.set(table.subarray(a * from, (a + 1) * from), a * to);
  return larger;
}

/** The running hosts whose name another running host has too. */
function twinsAmong(hosts: readonly SimHost[]): ReadonlySet<SimHost> {
  const firsts = new Map<string, SimHost>();
  const twins = new Set<SimHost>();
  for (const host of hosts) {
    if (host.process === null) continue;
    const first = firsts.get(host.peerId);
    if (first === undefined) firsts.set(host.peerId, host);
    else twins.add(first).add(host);
  }
  return twins;
}
