/** Tells a run in plain sentences: what befell the cluster, and who noticed it when, on whose word. */
import type { MemberState, MembershipEvent } from '@rapidvm/mesh-core';
import type { Cluster } from '../engine/cluster.ts';
import type { SimProcess } from '../engine/process.ts';
import { assertNever } from '@rapidvm/kernel';

/** A change of state, or what else a member tells. */
type What = MemberState | 'impostor' | 'alone' | 'together';

interface Noticed {
  readonly atMs: number;
  readonly step: number;
  readonly observer: string;
  readonly subject: string;
  readonly what: What;
  readonly witnesses: readonly string[];
}

/** All that noticed one thing of one subject. */
interface Wave {
  readonly what: What;
  readonly subject: string;
  readonly noticed: Noticed[];
}

/** Later than this after the first, milliseconds, and it is another story. */
const WAVE_MS = 10_000;

/** Waves of the same kind that begin within this time are told in one sentence, milliseconds. */
const TOGETHER_MS = 1500;

/** Names that a sentence lists; more are counted. */
const MAX_NAMES = 6;

export class Narrator {
  readonly #lines: { readonly atMs: number; readonly order: number; readonly text: string }[] = [];
  readonly #noticed: Noticed[] = [];
  /** The times at which something befell the cluster: no sentence spans one. */
  readonly #chapters: number[] = [];
  #cluster: Cluster | undefined;
  #step = 0;

  watch(cluster: Cluster): void {
    this.#cluster = cluster;
  }

  /** Something befalls the cluster. */
  say(text: string): void {
    const atMs = this.#cluster?.world.now ?? 0;
    this.#chapters.push(atMs);
    this.#lines.push({ atMs, order: 0, text: `▸ ${text}` });
  }

  /** Something that was checked is so. */
  found(text: string): void {
    this.#lines.push({ atMs: this.#cluster?.world.now ?? 0, order: 2, text: `✓ ${text}` });
  }

  events(process: SimProcess, events: readonly MembershipEvent[]): void {
    this.#step += 1;
    const base = { atMs: process.world.now, step: this.#step, observer: process.host.name };
    for (const event of events) {
      if (event.kind === 'facts') continue;
      if (event.kind === 'isolated') {
        this.#noticed.push({ ...base, subject: process.host.name, what: event.isolated ? 'alone' : 'together', witnesses: [] });
      } else if (event.kind === 'impostor') {
        this.#noticed.push({ ...base, subject: this.#nameOf(event.peer), what: 'impostor', witnesses: [] });
      } else {
        const witnesses = event.witnesses.map((peer) => this.#nameOf(peer));
        this.#noticed.push({ ...base, subject: this.#nameOf(event.peer), what: event.to, witnesses });
      }
    }
  }

  /** The whole story, one event a line. */
  text(): string {
    const told = groups(this.#waves()).map((group, index) => {
      const first = firstOf(group);
      return { atMs: first.atMs, order: 1 + index * 1e-6, text: sentence(group) };
    });
    const lines = [...this.#lines, ...told].sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    return lines.map(({ atMs, text }) => `${(atMs / 1000).toFixed(3).padStart(10)}  ${text}`).join('\n') + '\n';
  }

  #nameOf(peer: string): string {
    return this.#cluster?.hosts.find(({ peerId }) => peerId === peer)?.name ?? peer;
  }

  #waves(): readonly Wave[] {
    const waves: Wave[] = [];
    const open = new Map<string, Wave>();
    for (const one of this.#noticed) {
      const chapter = this.#chapters.filter((atMs) => atMs <= one.atMs).length;
      const key = `${chapter}/${one.what}/${one.subject}`;
      const wave = open.get(key);
      const seen = wave?.noticed.some(({ observer }) => observer === one.observer) ?? true;
      if (wave !== undefined && !seen && one.atMs - (wave.noticed[0]?.atMs ?? 0) <= WAVE_MS) wave.noticed.push(one);
      else {
        const fresh: Wave = { what: one.what, subject: one.subject, noticed: [one] };
        open.set(key, fresh);
        waves.push(fresh);
      }
    }
    return waves;
  }
}

/** Waves of one kind that begin together, in the order of their beginnings. */
function groups(waves: readonly Wave[]): readonly (readonly Wave[])[] {
  const found: Wave[][] = [];
  for (const wave of waves) {
    const mate = found.find((group) => group[0]?.what === wave.what && firstOf([wave]).atMs - firstOf(group).atMs <= TOGETHER_MS);
    if (mate !== undefined) mate.push(wave);
    else found.push([wave]);
  }
  return found;
}

function firstOf(group: readonly Wave[]): Noticed {
  const all = group.flatMap(({ noticed }) => noticed);
  return all.reduce((first, one) => (one.atMs < first.atMs ? one : first));
}

function sentence(group: readonly Wave[]): string {
  const all = group.flatMap(({ noticed }) => noticed);
  const first = firstOf(group);
  const last = all.reduce((late, one) => (one.atMs >= late.atMs ? one : late));
  const who = names([...new Set(group.map(({ subject }) => subject))]);
  const observers = new Set(all.map(({ observer }) => observer));
  const until = last === first ? '' : `, last to ${last.observer} at ${(last.atMs / 1000).toFixed(3)}`;
  const known = `first to ${first.observer}${until}; ${observers.size} tell${observers.size === 1 ? 's' : ''}`;
  const { what } = first;
  const told = phrase(what, group.length > 1);
  return what === 'alone' || what === 'together' ? `${who} ${told}` : `${who} ${told}: ${known}${evidence(group, all)}`;
}

function phrase(what: What, many: boolean): string {
  const be = many ? 'are' : 'is';
  switch (what) {
    case 'active':
      return `${be} active`;
    case 'suspect':
      return `${be} suspect`;
    case 'failed':
      return `${be} marked failed`;
    case 'left':
      return many ? 'have left' : 'has left';
    case 'joining':
      return `${be} joining`;
    case 'impostor':
      return many ? 'speak with two voices' : 'speaks with two voices';
    case 'alone':
      return many ? 'feel cut off and blame nobody' : 'feels cut off and blames nobody';
    case 'together':
      return many ? 'no longer feel cut off' : 'no longer feels cut off';
    default:
      return assertNever(what);
  }
}

/** On whose word, and in how many cuts. */
function evidence(group: readonly Wave[], all: readonly Noticed[]): string {
  const counts = all.map(({ witnesses }) => witnesses.length);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 0) return '';
  const word = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
  const witnesses = [...new Set(all.flatMap((one) => one.witnesses))].sort();
  const onWord = group.length === 1 ? `; on the word of ${names(witnesses)}` : `; each on the word of ${word}`;
  if (group.length === 1) return onWord;
  const cuts = new Map<string, Set<number>>();
  for (const { observer, step } of all) cuts.set(observer, (cuts.get(observer) ?? new Set()).add(step));
  const most1 = Math.max(...[...cuts.values()].map(({ size }) => size));
  return `${onWord}; ${most1 === 1 ? 'as one cut' : `in up to ${most1} cuts`}`;
}

function names(list: readonly string[]): string {
  const sorted = [...list].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return sorted.length <= MAX_NAMES ? sorted.join(' ') : `${sorted.slice(0, 3).join(' ')} … ${sorted.at(-1)} (${sorted.length})`;
}
