/** Down-sets: this member's own, from what it sees of its subjects, and those of others. What they say goes to the court. */
import type { Link } from './link.ts';
import type { MembershipState } from './membership-state.ts';
import type { Accusation, DownSet, Section } from './membership-wire.ts';
import { newsOf } from './news.ts';
import type { OwnHealth } from './own-health.ts';
import type { OwnSight } from './own-watch.ts';
import { lookAtSubjects } from './own-watch.ts';

/** Own down-sets of one life; the version on the wire is life × this + count. */
const DOWN_SETS_PER_LIFE = 2 ** 31;

/** Half a mesh that is lost is told within so many own down-sets, one soon after the other. */
const QUICK_DOWN_SETS = 3;

const NOTHING_SEEN: OwnSight = { isolated: false, down: [], late: [], nextLookMs: Infinity };
const NOTHING_SAID = { abstains: false, accused: [] } as const;

export class AlarmDesk {
  readonly #state: MembershipState;
  readonly #health: OwnHealth;
  #sight = NOTHING_SEEN;
  #own: DownSet | null = null;
  #publishedMs = -Infinity;
  /** How many own down-sets came shortly one after the other. */
  #streak = 0;
  #version: number;
  #refreshAtMs = Infinity;

  constructor(state: MembershipState, health: OwnHealth) {
    this.#state = state;
    this.#health = health;
    this.#version = state.life * DOWN_SETS_PER_LIFE;
  }

  get isolated(): boolean {
    return this.#sight.isolated;
  }

  /** When `work` has something to do. */
  get nextMs(): number {
    return Math.min(this.#sight.nextLookMs, this.#refreshAtMs);
  }

  work(nowMs: number): void {
    if (this.#state.lookNow || nowMs >= this.#sight.nextLookMs) this.#look(nowMs);
    if (nowMs >= this.#refreshAtMs) this.#refresh(nowMs);
  }

  /** A new roster: who is still accused is judged by the new graph, and who was doubted by this member alone and is not watched by it any more. */
  fit(): void {
    const { book, court, downSets, graph } = this.#state;
    this.#state.lookNow = true;
    court.summon(this.#state.indicesOf(downSets.accused()));
    court.summon([...graph.members.keys()].filter((index) => book.state(index) === 'suspect'));
  }

  /** Forgets sets that nobody refreshed. */
  expire(nowMs: number): void {
    for (const { origin, accused } of this.#state.downSets.expire(nowMs)) this.#summon(origin, accused, []);
  }

  read(link: Link, { set, ageMs }: Section & { kind: 'down-set' }, nowMs: number): void {
    const { downSets, graph, ownKey } = this.#state;
    if (graph.indexOfKey(set.origin) === undefined || set.origin === ownKey) return;
    const before = downSets.of(set.origin)?.accused ?? [];
    const outcome = downSets.take(set, nowMs, ageMs + this.#health.heldUpMs(nowMs));
    if (outcome === 'refreshed') this.#state.spread(newsOf('refresh', set.origin), link, false, nowMs);
    if (outcome !== 'news') return;
    this.#state.postman.answered('down-set', set.origin);
    this.#state.spread(newsOf('down-set', set.origin), link, true, nowMs);
    this.#summon(set.origin, before, set.accused);
  }

  readRefresh(link: Link, refresh: Section & { kind: 'refresh' }, nowMs: number): void {
    const { origin, ageMs } = refresh;
    const { downSets, ownKey, postman } = this.#state;
    if (origin === ownKey) return;
    const outcome = downSets.refresh(refresh, nowMs, ageMs + this.#health.heldUpMs(nowMs));
    if (outcome === 'refreshed') this.#state.spread(newsOf('refresh', origin), link, false, nowMs);
    if (outcome === 'unknown') postman.ask(link, 'down-set', [origin], nowMs);
  }

  #look(nowMs: number): void {
    const { court, out } = this.#state;
    const wasIsolated = this.#sight.isolated;
    const extraMs = this.#health.extraSilenceMs(nowMs);
    this.#sight = lookAtSubjects(this.#state, extraMs, nowMs);
    this.#state.lookNow = false;
    const { isolated, down } = this.#sight;
    if (isolated !== wasIsolated) out.tell({ kind: 'isolated', isolated });
    const accused = isolated ? [] : this.#accusations();
    const { abstains, accused: said } = this.#own ?? NOTHING_SAID;
    // Who is no longer cut off says so at once: what it contradicts may be concluded within moments, by itself too.
    if (abstains && !isolated) this.#publish(accused, nowMs);
    else if (isolated !== abstains || !sameAccusations(accused, said)) this.#publishSoon(accused, nowMs);
    court.doubtAlone(isolated ? down.map(({ index }) => index) : []);
  }

  #accusations(): readonly Accusation[] {
    const accuse =
      (down: boolean) =>
      ({ key, index }: Link): Accusation => ({ key, incarnation: this.#state.book.incarnation(index), down });
    return [...this.#sight.down.map(accuse(true)), ...this.#sight.late.map(accuse(false))];
  }

  /** One at once; more that follow shortly go together, or half a mesh that is lost would be told member by member. */
  #publishSoon(accused: readonly Accusation[], nowMs: number): void {
    const earliestMs = this.#publishedMs + this.#gapMs();
    if (nowMs >= earliestMs) this.#publish(accused, nowMs);
    else this.#sight = { ...this.#sight, nextLookMs: Math.min(this.#sight.nextLookMs, earliestMs) };
  }

  /** Who goes on changing its mind waits ever longer until it says so: it may be the one in trouble, and all others pass on each of its words. */
  #gapMs(): number {
    const { publishGapMs, refreshMs } = this.#state.timings;
    return Math.min(refreshMs, publishGapMs * 2 ** Math.max(0, this.#streak - QUICK_DOWN_SETS));
  }

  #publish(accused: readonly Accusation[], nowMs: number): void {
    const { downSets, ownKey, timings } = this.#state;
    this.#streak = nowMs - this.#publishedMs < 2 * timings.refreshMs ? this.#streak + 1 : 0;
    this.#publishedMs = nowMs;
    const before = this.#own?.accused ?? [];
    this.#version += 1;
    this.#own = { origin: ownKey, version: this.#version, tick: 0, abstains: this.isolated, accused };
    downSets.take(this.#own, nowMs);
    this.#refreshAtMs = accused.length > 0 || this.isolated ? nowMs + timings.refreshMs : Infinity;
    this.#state.spread(newsOf('down-set', ownKey), null, true, nowMs);
    this.#summon(ownKey, before, accused);
  }

  #refresh(nowMs: number): void {
    const { downSets, timings } = this.#state;
    this.#refreshAtMs = nowMs + timings.refreshMs;
    if (this.#own === null) return;
    this.#own = { ...this.#own, tick: this.#own.tick + 1 };
    downSets.take(this.#own, nowMs);
    this.#state.spread(newsOf('refresh', this.#own.origin), null, false, nowMs);
  }

  /** Whom the observer `origin` accused or accuses now, and whoever it can testify for again. */
  #summon(origin: number, before: readonly Accusation[], after: readonly Accusation[]): void {
    const { court, graph } = this.#state;
    const observer = graph.indexOfKey(origin);
    court.summon(this.#state.indicesOf([...before, ...after].map(({ key }) => key)));
    if (observer !== undefined) court.summon(court.concernedBy(observer));
  }
}

function sameAccusations(a: readonly Accusation[], b: readonly Accusation[]): boolean {
  if (a.length !== b.length) return false;
  const known = new Map(b.map((accusation) => [accusation.key, accusation]));
  return a.every(({ key, incarnation, down }) => known.get(key)?.incarnation === incarnation && known.get(key)?.down === down);
}
