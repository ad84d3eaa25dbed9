/** The membership machine: who is in the mesh and how they are, as one member sees it. Pure: input, time and chance in; messages and events out. */
import type { HostId, Rng } from '@rapidvm/kernel';
import { assertNever } from '@rapidvm/kernel';
import { Court } from './court.ts';
import { Dialler } from './dialler.ts';
import { DownSetBook } from './down-set-book.ts';
import { versionFloor } from './facts-version.ts';
import { IdentityWatch } from './identity-watch.ts';
import { MAX_MALFORMED, REFUTATIONS_PER_LIFE } from './limits.ts';
import type { Link } from './link.ts';
import { heard } from './link.ts';
import { LinkTable } from './link-table.ts';
import { MemberBook } from './member-book.ts';
import type { MembershipInput, MembershipOutput, MemberState, PeerId, Roster } from './membership-io.ts';
import type { MembershipTimings } from './membership-timings.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import type { MembershipView } from './membership-view.ts';
import { viewOf } from './membership-view.ts';
import type { Beat, DownSet, MemberRecord, Section } from './membership-wire.ts';
import { decodeMessage } from './membership-wire.ts';
import { newsOf, spread } from './news.ts';
import { Outbox } from './outbox.ts';
import { OwnHealth } from './own-health.ts';
import type { OwnSight } from './own-watch.ts';
import { lookAtSubjects } from './own-watch.ts';
import { OwnWord } from './own-word.ts';
import { Postman } from './postman.ts';
import { watchGraph } from './watch-graph.ts';

export interface MembershipOptions {
  /** This member's peer id. */
  readonly self: PeerId;
  /** The host it speaks for; null for a controller. */
  readonly hostId: HostId | null;
  /** How often this host's agent was started: larger at each start, whole, 1 … MAX_INCARNATION. */
  readonly incarnation: number;
  readonly rng: Rng;
  readonly timings?: Partial<MembershipTimings>;
}

/** Own down-sets of one life; the version on the wire is life × this + count. */
const DOWN_SETS_PER_LIFE = 2 ** 31;

export class Membership {
  readonly #self: PeerId;
  readonly #timings: MembershipTimings;
  readonly #rng: Rng;
  readonly #word: OwnWord;
  readonly #health = new OwnHealth();
  readonly #identities = new IdentityWatch();
  readonly #links = new LinkTable();
  readonly #dialler: Dialler;
  readonly #downSets: DownSetBook;
  readonly #postman: Postman;
  readonly #out = new Outbox();
  #rosterEpoch = -1;
  #book: MemberBook;
  #court: Court;
  /** This member's index in the roster, -1 while it is in none. */
  #me = -1;
  #sight: OwnSight = { changed: false, isolated: false, down: [], late: [], nextLookMs: Infinity };
  #ownSet: DownSet | null = null;
  #setVersion: number;
  #lookNow = false;
  #beatAtMs = Infinity;
  #refreshAtMs = Infinity;
  #flushAtMs = Infinity;
  /** What `nextWake` says: this member means to run by then. */
  #dueMs = Infinity;
  #left = false;

  /** Throws `invalid-input` for an incarnation out of range. */
  constructor(options: MembershipOptions) {
    versionFloor(options.incarnation);
    this.#self = options.self;
    this.#timings = { ...DEFAULT_TIMINGS, ...options.timings };
    this.#rng = options.rng;
    this.#word = new OwnWord(options.incarnation, this.#timings, options.rng);
    this.#dialler = new Dialler(options.self, this.#timings, options.rng);
    this.#downSets = new DownSetBook(this.#timings.alertTtlMs);
    this.#setVersion = options.incarnation * DOWN_SETS_PER_LIFE;
    this.#book = new MemberBook(watchGraph([]), null, 0);
    this.#court = this.#newCourt();
    this.#postman = new Postman(this.#out, this.#downSets);
  }

  /** Takes one input at `nowMs`, monotonic, and says what is to be done, in order. Never throws for what came over a link. */
  handle(input: MembershipInput, nowMs: number): readonly MembershipOutput[] {
    if (this.#left) return [];
    this.#excuseOwnDelay(nowMs);
    this.#take(input, nowMs);
    if (!this.#left) this.#work(nowMs);
    this.#dueMs = this.#left ? Infinity : this.#nextDue();
    return this.#out.take();
  }

  /** The monotonic ms by which `handle` is to be called, at the latest with `wake`; Infinity for not before something comes. */
  nextWake(): number {
    return this.#dueMs;
  }

  /** What is held of `peer`; undefined for no member. */
  stateOf(peer: PeerId): MemberState | undefined {
    const index = this.#book.graph.indexOf(peer);
    return index === undefined ? undefined : this.#book.state(index);
  }

  /** Equal for two members if and only if they hold the same state and incarnation of everybody. */
  viewId(): string {
    return this.#book.viewId();
  }

  /** All that is held of all members. Costs in proportion to their number. */
  view(): MembershipView {
    return viewOf(this.#book, this.#downSets, this.#sight.isolated);
  }

  #take(input: MembershipInput, nowMs: number): void {
    switch (input.kind) {
      case 'wake':
        return;
      case 'roster':
        return this.#takeRoster(input.roster, nowMs);
      case 'linked':
        return this.#takeLink(input.peer, nowMs);
      case 'unlinked':
        return this.#loseLink(input.peer, nowMs);
      case 'dial-failed': {
        const link = this.#links.get(input.peer);
        if (link === undefined || link.linked) return;
        this.#dialler.failed(link, input.reason === 'refused', nowMs);
        this.#lookNow ||= link.watched;
        return;
      }
      case 'received':
        return this.#receive(input.peer, input.message, nowMs);
      case 'facts':
        return;
      case 'leave':
        return this.#leave(nowMs);
      default:
        assertNever(input);
    }
  }

  /** Time in which this member did not run counts against nobody. */
  #excuseOwnDelay(nowMs: number): void {
    const lagMs = this.#health.ran(this.#dueMs, nowMs);
    if (lagMs === 0) return;
    for (const link of this.#links.all()) {
      link.lastHeardMs = Math.min(nowMs, link.lastHeardMs + lagMs);
      if (link.deafSinceMs !== null) link.deafSinceMs = Math.min(nowMs, link.deafSinceMs + lagMs);
    }
    this.#downSets.shift(lagMs);
  }

  #work(nowMs: number): void {
    if (this.#word.refute(nowMs)) this.#announceSelf(nowMs);
    if (nowMs >= this.#beatAtMs) this.#beat(nowMs);
    if (this.#lookNow || nowMs >= this.#sight.nextLookMs) this.#look(nowMs);
    if (nowMs >= this.#refreshAtMs) this.#refresh(nowMs);
    this.#court.conclude(nowMs);
    for (const link of this.#dialler.due(nowMs)) this.#out.dial(link.peer, link.addresses);
    if (nowMs >= this.#flushAtMs) this.#flush(nowMs);
  }

  #nextDue(): number {
    return Math.min(
      this.#beatAtMs,
      this.#sight.nextLookMs,
      this.#refreshAtMs,
      this.#flushAtMs,
      this.#word.refuteAtMs(),
      this.#court.concludeAtMs,
      this.#dialler.nextAtMs(),
    );
  }

  #takeRoster(roster: Roster, nowMs: number): void {
    if (roster.epoch <= this.#rosterEpoch) return;
    this.#rosterEpoch = roster.epoch;
    const graph = watchGraph(roster.members);
    this.#book = new MemberBook(graph, this.#book, nowMs);
    const me = graph.indexOf(this.#self);
    this.#me = me ?? -1;
    this.#court = this.#newCourt();
    const isMember = (key: number): boolean => graph.indexOfKey(key) !== undefined;
    this.#downSets.retain(isMember);
    this.#identities.retain(isMember);
    const strangers = new Set(this.#links.all());
    for (const link of this.#links.fit(graph, me, nowMs)) {
      this.#dialler.done(link);
      if (link.linked) this.#out.drop(link.peer);
    }
    for (const link of this.#links.all()) {
      if (link.linked && !strangers.has(link)) this.#greet(link, nowMs);
      this.#wantOrNot(link, nowMs);
    }
    if (me !== undefined) this.#announceSelf(nowMs);
    if (this.#beatAtMs === Infinity) this.#beatAtMs = nowMs + this.#rng.fraction() * this.#timings.beatMs;
    this.#lookNow = true;
    this.#court.reassess(this.#indicesOf(this.#downSets.accused()), nowMs);
  }

  #wantOrNot(link: Link, nowMs: number): void {
    const wanted = (link.watched || link.watchesMe) && this.#book.state(link.index) !== 'left';
    if (wanted && !link.linked) this.#dialler.want(link, nowMs);
    else this.#dialler.done(link);
  }

  #takeLink(peer: PeerId, nowMs: number): void {
    const link = this.#links.linked(peer, this.#book.graph, nowMs);
    if (link === undefined) return;
    this.#dialler.done(link);
    this.#hear(link, nowMs);
    this.#greet(link, nowMs);
  }

  /** First words on a link: that I live, and who I think does not. */
  #greet(link: Link, nowMs: number): void {
    this.#postman.put(link, newsOf('record', this.#book.graph.keys[this.#me] ?? -1));
    for (const origin of this.#downSets.origins()) this.#postman.put(link, newsOf('down-set', origin));
    this.#postman.deliver(link, this.#book, this.#beatTo(link, nowMs));
  }

  #loseLink(peer: PeerId, nowMs: number): void {
    const link = this.#links.unlinked(peer, nowMs);
    if (link === undefined) return;
    this.#wantOrNot(link, nowMs);
    this.#lookNow ||= link.watched;
  }

  #receive(peer: PeerId, message: Uint8Array, nowMs: number): void {
    const link = this.#links.get(peer);
    if (link === undefined || !link.linked) return;
    this.#hear(link, nowMs);
    const sections = decodeMessage(message);
    if (sections === undefined) return this.#refuse(link, nowMs);
    for (const section of sections) this.#read(link, section, nowMs);
  }

  /** Bytes that are no message. One may be a mistake; somebody who goes on is cut off, and dialled again. */
  #refuse(link: Link, nowMs: number): void {
    link.malformed += 1;
    if (link.malformed < MAX_MALFORMED) return;
    this.#out.drop(link.peer);
    this.#loseLink(link.peer, nowMs);
  }

  #hear(link: Link, nowMs: number): void {
    heard(link, nowMs);
    if (link.edge === 'up') return;
    link.edge = 'up';
    this.#lookNow = true;
    this.#sight = { ...this.#sight, changed: true };
  }

  #read(link: Link, section: Section, nowMs: number): void {
    switch (section.kind) {
      case 'beat':
        return this.#readBeat(link, section, nowMs);
      case 'records':
        for (const record of section.records) this.#learn(record, link, nowMs);
        return;
      case 'down-set':
        return this.#readDownSet(link, section.set, nowMs);
      case 'refresh': {
        const outcome = this.#downSets.refresh(section.origin, section.version, section.tick, nowMs);
        if (outcome === 'refreshed') this.#spread(newsOf('refresh', section.origin), link, false, nowMs);
        if (outcome === 'unknown') this.#postman.want(link, 'down-set', section.origin);
        return;
      }
      case 'want':
        for (const key of section.keys) {
          if (section.what === 'down-set') this.#postman.put(link, newsOf('down-set', key));
          else for (const kind of ['record', 'facts'] as const) this.#postman.put(link, newsOf(kind, key));
        }
        link.urgent = true;
        return this.#flushSoon(nowMs);
      default:
        return;
    }
  }

  #readBeat(link: Link, beat: Beat, nowMs: number): void {
    this.#learn({ key: link.key, incarnation: beat.incarnation, nonce: beat.nonce, left: false }, link, nowMs);
    if (beat.hearsYou) link.deafSinceMs = null;
    else link.deafSinceMs ??= nowMs;
    if (beat.doubted > 0) this.#word.contest(beat.doubted);
  }

  /** A member's last word of itself, from itself or passed on. */
  #learn(record: MemberRecord, from: Link | null, nowMs: number): void {
    const index = this.#book.graph.indexOfKey(record.key);
    if (index === undefined) return;
    const known = { incarnation: this.#book.incarnation(index), nonce: this.#book.nonce(index) };
    const same = record.incarnation === known.incarnation;
    if (this.#identities.isImpostor(record.key, record.nonce, known.nonce, same, nowMs)) this.#tellImpostor(index);
    if (!this.#book.isNews(index, record)) return;
    this.#identities.supersede(record.key, known.nonce, record.nonce, nowMs);
    if (index === this.#me) {
      this.#word.contest(record.incarnation);
      return;
    }
    const state = this.#book.state(index);
    const to = record.left ? 'left' : state === 'suspect' && same ? 'suspect' : 'active';
    this.#book.set(index, record, to, nowMs);
    if (state !== to) this.#tellState(index, state, []);
    this.#spread(newsOf('record', record.key), from, true, nowMs);
    this.#startAnew(index, nowMs);
    this.#court.reassess([index, ...this.#court.concernedBy(index)], nowMs);
  }

  /** A new life of a member: what was held against the one before counts no more. */
  #startAnew(index: number, nowMs: number): void {
    const link = this.#links.get(this.#book.graph.members[index]?.peerId ?? '');
    if (link === undefined) return;
    if (link.edge !== 'up') {
      link.edge = 'up';
      heard(link, nowMs);
      link.linkChangedMs = nowMs;
      this.#sight = { ...this.#sight, changed: true };
    }
    this.#lookNow = true;
    this.#wantOrNot(link, nowMs);
  }

  #readDownSet(link: Link, set: DownSet, nowMs: number): void {
    if (this.#book.graph.indexOfKey(set.origin) === undefined || set.origin === this.#book.graph.keys[this.#me]) return;
    const before = this.#downSets.of(set.origin)?.accused ?? [];
    const outcome = this.#downSets.take(set, nowMs);
    if (outcome === 'refreshed') this.#spread(newsOf('refresh', set.origin), link, false, nowMs);
    if (outcome !== 'news') return;
    this.#spread(newsOf('down-set', set.origin), link, true, nowMs);
    this.#judgeSet(
      [...before, ...set.accused].map(({ key }) => key),
      set.origin,
      nowMs,
    );
  }

  #judgeSet(subjects: readonly number[], origin: number, nowMs: number): void {
    const observer = this.#book.graph.indexOfKey(origin);
    const concerned = observer === undefined ? [] : this.#court.concernedBy(observer);
    this.#court.reassess([...this.#indicesOf(subjects), ...concerned], nowMs);
    this.#contestAccusations();
  }

  /** Enough of my observers say that I am down, though I am not. */
  #contestAccusations(): void {
    const key = this.#book.graph.keys[this.#me] ?? -1;
    const accusers = this.#downSets.accusersOf(key);
    if (accusers.size === 0) return;
    const current = [...accusers.values()].filter(({ down, incarnation }) => down && incarnation >= this.#word.incarnation);
    const observers = this.#book.graph.observers(this.#me).filter((index) => this.#book.state(index) !== 'joining');
    if (current.length * 3 < observers.length) return;
    this.#word.contest(Math.max(0, ...current.map(({ incarnation }) => incarnation)));
  }

  #announceSelf(nowMs: number): void {
    if (this.#me < 0) return;
    this.#book.set(this.#me, this.#word, 'active', nowMs);
    this.#spread(newsOf('record', this.#book.graph.keys[this.#me] ?? -1), null, true, nowMs);
  }

  #beat(nowMs: number): void {
    this.#beatAtMs += this.#timings.beatMs * Math.ceil((nowMs - this.#beatAtMs + 1) / this.#timings.beatMs);
    this.#beats += 1;
    const slow = this.#beats % this.#timings.slowBeatEvery === 0;
    for (const link of this.#links.all()) {
      if (!link.linked) continue;
      if (link.watchesMe || slow || link.pending.size > 0) this.#postman.deliver(link, this.#book, this.#beatTo(link, nowMs));
      if (nowMs - link.lastHeardMs < this.#timings.dropLinkMs || !link.watched) continue;
      this.#out.drop(link.peer);
      this.#loseLink(link.peer, nowMs);
    }
    this.#court.reassess(this.#indicesOf(this.#downSets.expire(nowMs)), nowMs);
    this.#lookNow = true;
  }
  #beats = 0;

  #beatTo(link: Link, nowMs: number): Beat {
    const deafMs = link.watched ? this.#timings.silenceMs : this.#timings.beatMs * this.#timings.slowBeatEvery * 3;
    const state = this.#book.state(link.index);
    return {
      kind: 'beat',
      incarnation: this.#word.incarnation,
      nonce: this.#word.nonce,
      hearsYou: nowMs - link.lastHeardMs < deafMs,
      doubted: state === 'suspect' || state === 'failed' ? this.#book.incarnation(link.index) : 0,
    };
  }

  #look(nowMs: number): void {
    const before = this.#sight;
    const sight = lookAtSubjects(this.#links.all(), this.#book, this.#timings, this.#health.extraSilenceMs(nowMs), nowMs);
    this.#lookNow = false;
    this.#sight = sight;
    if (sight.isolated !== before.isolated) this.#out.tell({ kind: 'isolated', isolated: sight.isolated });
    if (!sight.changed && !before.changed && sight.isolated === before.isolated) return;
    this.#publishOwnSet(nowMs);
    this.#court.doubtAlone(new Set(sight.isolated ? sight.down.map(({ index }) => index) : []), nowMs);
  }

  #publishOwnSet(nowMs: number): void {
    const { down, late, isolated } = this.#sight;
    const accuse = (link: Link, isDown: boolean) => ({
      key: link.key,
      incarnation: this.#book.incarnation(link.index),
      down: isDown,
    });
    const accused = isolated ? [] : [...down.map((link) => accuse(link, true)), ...late.map((link) => accuse(link, false))];
    const origin = this.#book.graph.keys[this.#me] ?? -1;
    const before = this.#ownSet?.accused ?? [];
    this.#setVersion += 1;
    this.#ownSet = { origin, version: this.#setVersion, tick: 0, abstains: isolated, accused };
    this.#downSets.take(this.#ownSet, nowMs);
    this.#refreshAtMs = accused.length > 0 || isolated ? nowMs + this.#timings.refreshMs : Infinity;
    this.#spread(newsOf('down-set', origin), null, true, nowMs);
    this.#judgeSet(
      [...before, ...accused].map(({ key }) => key),
      origin,
      nowMs,
    );
  }

  #refresh(nowMs: number): void {
    this.#refreshAtMs = nowMs + this.#timings.refreshMs;
    if (this.#ownSet === null) return;
    this.#ownSet = { ...this.#ownSet, tick: this.#ownSet.tick + 1 };
    this.#downSets.take(this.#ownSet, nowMs);
    this.#spread(newsOf('refresh', this.#ownSet.origin), null, false, nowMs);
  }

  #spread(news: number, from: Link | null, urgent: boolean, nowMs: number): void {
    if (spread(news, this.#links.all(), { from, urgent }, this.#rng)) this.#flushSoon(nowMs);
  }

  #flushSoon(nowMs: number): void {
    this.#flushAtMs = Math.min(this.#flushAtMs, nowMs + this.#timings.relayMs);
  }

  #flush(nowMs: number): void {
    this.#flushAtMs = Infinity;
    for (const link of this.#links.all()) {
      if (!link.urgent || !link.linked) continue;
      if (!this.#postman.deliver(link, this.#book, null)) this.#flushSoon(nowMs);
    }
  }

  #leave(nowMs: number): void {
    this.#left = true;
    if (this.#me < 0) return;
    this.#book.setState(this.#me, 'left', nowMs);
    for (const link of this.#links.all()) {
      if (!link.linked) continue;
      link.pending.clear();
      this.#postman.put(link, newsOf('record', this.#book.graph.keys[this.#me] ?? -1));
      this.#postman.deliver(link, this.#book, null);
    }
  }

  #newCourt(): Court {
    return new Court(this.#book, this.#me, this.#downSets, this.#timings, (index, from, witnesses) =>
      this.#tellState(index, from, witnesses),
    );
  }

  #tellState(index: number, from: MemberState, witnesses: readonly number[]): void {
    const member = this.#book.graph.members[index];
    if (member === undefined) return;
    this.#out.tell({
      kind: 'member',
      peer: member.peerId,
      from,
      to: this.#book.state(index),
      witnesses: witnesses.flatMap((witness) => this.#book.graph.members[witness]?.peerId ?? []),
      incarnation: this.#book.incarnation(index),
    });
  }

  #tellImpostor(index: number): void {
    const member = this.#book.graph.members[index];
    if (member !== undefined) this.#out.tell({ kind: 'impostor', peer: member.peerId });
  }

  #indicesOf(keys: Iterable<number>): readonly number[] {
    return [...keys].flatMap((key) => this.#book.graph.indexOfKey(key) ?? []);
  }
}

/** The life that a combined incarnation belongs to. */
export function lifeOf(incarnation: number): number {
  return Math.floor(incarnation / REFUTATIONS_PER_LIFE);
}
