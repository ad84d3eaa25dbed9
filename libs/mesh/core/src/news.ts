/** The epidemic: what is to be told over which link. It holds names only; the newest content is taken when a message is made. */
import { MAX_PENDING_NEWS, ORIGIN_FAN_OUT, RELAY_FAN_OUT } from './limits.ts';
import type { Link } from './link.ts';

/** Kinds of news. A higher kind of the same member does not replace a lower one. */
export const NEWS_KINDS = ['record', 'down-set', 'refresh', 'facts', 'load'] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

const KINDS_SPAN = 8;

/** A kind of news about the member `key`, as one number. */
export function newsOf(kind: NewsKind, key: number): number {
  return key * KINDS_SPAN + NEWS_KINDS.indexOf(kind);
}

export function newsKind(news: number): NewsKind {
  return NEWS_KINDS[news % KINDS_SPAN] ?? 'record';
}

export function newsKey(news: number): number {
  return Math.floor(news / KINDS_SPAN);
}

/** What names this news to who may know it already: a few bytes instead of all of it. Who does not know it asks. */
function hintOf(news: number): number {
  return newsKind(news) === 'down-set' ? newsOf('refresh', newsKey(news)) : news;
}

export interface Telling {
  /** Who told this member, and therefore knows; null for its own news. */
  readonly from: Link | null;
  /** To be told within moments to a few, and at least named to all others with the next beat. Otherwise a few hear it with the next beat. */
  readonly urgent: boolean;
  /** Where among the links the few begin: 0 … 1. */
  readonly fanAt: number;
}

/** Marks `news` to be told over some of `links`. Returns whether somebody is to be told soon. */
export function spread(news: number, links: Iterable<Link>, { from, urgent, fanAt }: Telling): boolean {
  const hint = hintOf(news);
  from?.pending.delete(news);
  from?.pending.delete(hint);
  const others = [...links].filter((link) => link.linked && link !== from && link.pending.size < MAX_PENDING_NEWS);
  const few = Math.min(others.length, from === null ? ORIGIN_FAN_OUT : RELAY_FAN_OUT);
  const start = Math.floor(fanAt * others.length);
  for (let i = 0; i < (urgent ? others.length : few); i += 1) {
    const link = others[(start + i) % others.length];
    if (link === undefined) continue;
    link.pending.add(i < few ? news : hint);
    if (urgent && i < few) link.urgent = true;
  }
  return urgent && few > 0;
}
