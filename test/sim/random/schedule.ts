/** A random schedule: how many members, what befalls them and when. Plain data, all of it from one seed. */
import type { Rng } from '@rapidvm/kernel';
import { seededRng } from '@rapidvm/testing';

export const TROUBLES = [
  'kill',
  'restart',
  'power-off',
  'leave',
  'freeze',
  'flap',
  'starve',
  'partition',
  'cut',
  'one-way',
  'lose',
  'slow',
  'disorder',
  'evict',
  'facts',
] as const;
export type TroubleKind = (typeof TROUBLES)[number];

export interface Trouble {
  readonly kind: TroubleKind;
  readonly fromS: number;
  /** When it is taken back; Infinity for a host that stays dead. */
  readonly untilS: number;
  /** Indices of hosts; for those between hosts, the first against the rest. */
  readonly hosts: readonly number[];
  /** How much of it, 0 to 1; what that means depends on the kind. */
  readonly amount: number;
}

export interface Schedule {
  readonly seed: number;
  readonly members: number;
  /** When all trouble ends, seconds. */
  readonly healS: number;
  /** Clocks drift, start at any time, and packets jitter. */
  readonly rough: boolean;
  /** Seconds over which the members are started. */
  readonly startSpreadS: number;
  readonly troubles: readonly Trouble[];
}

/** Members settle first: what happens at the start is a trouble of its own. */
const FIRST_TROUBLE_S = 3;
/** The last of them begins so long before all end, seconds. */
const LAST_TROUBLE_S = 2;
const MAX_TROUBLES = 7;

/** The schedule of `seed`. */
export function scheduleOf(seed: number): Schedule {
  const rng = seededRng(seed ^ 0x5eed);
  const members = memberCount(rng);
  const healS = 10 + Math.floor(25 * rng.fraction());
  const count = 1 + Math.floor(MAX_TROUBLES * rng.fraction());
  const troubles = Array.from({ length: count }, () => troubleOf(rng, members, healS));
  const rough = rng.fraction() < 0.5;
  const startSpreadS = pick(rng, [0, 0.5, 5]);
  return { seed, members, healS, rough, startSpreadS, troubles: fewDead(members, troubles) };
}

function memberCount(rng: Rng): number {
  const kind = rng.fraction();
  if (kind < 0.1) return 2;
  if (kind < 0.75) return 3 + Math.floor(6 * rng.fraction());
  if (kind < 0.95) return 9 + Math.floor(8 * rng.fraction());
  return 20 + Math.floor(16 * rng.fraction());
}

function troubleOf(rng: Rng, members: number, healS: number): Trouble {
  const kind = pick(rng, TROUBLES);
  const fromS = FIRST_TROUBLE_S * rng.fraction() + (healS - FIRST_TROUBLE_S - LAST_TROUBLE_S) * rng.fraction();
  const lengthS = rng.fraction() < 0.3 ? 3 * rng.fraction() : 15 * rng.fraction();
  const forEver = (kind === 'kill' || kind === 'power-off' || kind === 'leave') && rng.fraction() < 0.3;
  const hosts = hostsFor(rng, kind, members);
  const untilS = forEver ? Infinity : Math.min(healS, fromS + lengthS);
  return { kind, fromS: round(fromS), untilS: round(untilS), hosts, amount: round(rng.fraction()) };
}

function hostsFor(rng: Rng, kind: TroubleKind, members: number): readonly number[] {
  const shuffled = Array.from({ length: members }, (_, index) => ({ index, key: rng.fraction() }))
    .sort((a, b) => a.key - b.key)
    .map(({ index }) => index);
  if (kind === 'partition') return shuffled.slice(0, 1 + Math.floor((members - 1) * rng.fraction()));
  if (kind === 'cut' || kind === 'one-way') return shuffled.slice(0, 2 + Math.floor((members - 1) * rng.fraction()));
  return shuffled.slice(0, rng.fraction() < 0.7 ? 1 : 1 + Math.floor((members / 2) * rng.fraction()));
}

/** At most a third stays dead, so that the living are enough to agree about it. */
function fewDead(members: number, troubles: readonly Trouble[]): readonly Trouble[] {
  const dead = new Set<number>();
  return troubles.map((trouble) => {
    if (trouble.untilS !== Infinity) return trouble;
    for (const host of trouble.hosts) if ((dead.size + 1) * 3 <= members) dead.add(host);
    return { ...trouble, hosts: trouble.hosts.filter((host) => dead.has(host)) };
  });
}

function pick<T>(rng: Rng, list: readonly T[]): T {
  const found = list[Math.floor(rng.fraction() * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
