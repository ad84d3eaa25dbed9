/** The membership machine: who is in the mesh and how they are, as one member sees it. Pure: input, time and chance in; messages and events out. */
import type { HostId, Rng } from '@rapidvm/kernel';
import { assertNever } from '@rapidvm/kernel';
import { AlarmDesk } from './alarm-desk.ts';
import { FactsDesk } from './facts-desk.ts';
import { versionFloor } from './facts-version.ts';
import type { Link } from './link.ts';
import { LinkDesk } from './link-desk.ts';
import type { MembershipInput, MembershipOutput, MemberState, PeerId, Roster } from './membership-io.ts';
import { MembershipState } from './membership-state.ts';
import type { MembershipTimings } from './membership-timings.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import type { MembershipView } from './membership-view.ts';
import { viewOf } from './membership-view.ts';
import type { Section } from './membership-wire.ts';
import { decodeMessage } from './membership-wire.ts';
import { newsOf } from './news.ts';
import { OwnHealth } from './own-health.ts';
import { RecordDesk } from './record-desk.ts';
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

export class Membership {
  readonly #state: MembershipState;
  readonly #health = new OwnHealth();
  readonly #links: LinkDesk;
  readonly #records: RecordDesk;
  readonly #alarms: AlarmDesk;
  readonly #facts: FactsDesk;
  #rosterEpoch = -1;
  /** What `nextWake` says: this member means to run by then. */
  #dueMs = Infinity;
  #left = false;

  /** Throws `invalid-input` for an incarnation out of range. */
  constructor({ self, incarnation, rng, timings }: MembershipOptions) {
    versionFloor(incarnation);
    this.#state = new MembershipState(self, incarnation, { ...DEFAULT_TIMINGS, ...timings }, rng);
    this.#links = new LinkDesk(this.#state);
    this.#records = new RecordDesk(this.#state);
    this.#alarms = new AlarmDesk(this.#state, this.#health);
    this.#facts = new FactsDesk(this.#state);
  }

  /**
   * Takes one input at `nowMs`, monotonic, and says what is to be done, in order. Never throws for what came over a link; throws
   * `limit-exceeded` for own facts that are too large.
   */
  handle(input: MembershipInput, nowMs: number): readonly MembershipOutput[] {
    if (this.#left) return [];
    this.#excuseOwnDelay(nowMs);
    this.#take(input, nowMs);
    if (!this.#left) this.#work(nowMs);
    return this.#state.out.take();
  }

  /** The monotonic ms by which `handle` is to be called, at the latest with `wake`; Infinity for not before something comes. */
  nextWake(): number {
    return this.#dueMs;
  }

  /** What is held of `peer`; undefined for no member. */
  stateOf(peer: PeerId): MemberState | undefined {
    const index = this.#state.graph.indexOf(peer);
    return index === undefined ? undefined : this.#state.book.state(index);
  }

  /** Equal for two members if and only if they hold the same state and incarnation of everybody. */
  viewId(): string {
    return this.#state.book.viewId();
  }

  /** All that is held of all members at `nowMs`. Costs in proportion to their number. */
  view(nowMs: number): MembershipView {
    return viewOf(this.#state, this.#alarms.isolated, nowMs);
  }

  #take(input: MembershipInput, nowMs: number): void {
    switch (input.kind) {
      case 'wake':
        return;
      case 'roster':
        return this.#takeRoster(input.roster, nowMs);
      case 'linked':
        return this.#links.linked(input.peer, nowMs);
      case 'unlinked':
        return this.#links.unlinked(input.peer, nowMs);
      case 'dial-failed':
        return this.#links.dialFailed(input.peer, input.reason === 'refused', nowMs);
      case 'received':
        return this.#receive(input.peer, input.message, nowMs);
      case 'facts':
        return this.#facts.takeOwn(input.facts, nowMs);
      case 'leave':
        return this.#leave(nowMs);
      default:
        assertNever(input);
    }
  }

  /** Does what is due, whatever it was called for: a wake that comes late or never costs time, not truth. */
  #work(nowMs: number): void {
    this.#records.contestAccusations();
    this.#records.refute(nowMs);
    if (this.#links.beat(nowMs)) this.#alarms.expire(nowMs);
    this.#state.court.sit(nowMs);
    this.#alarms.work(nowMs);
    this.#state.court.sit(nowMs);
    this.#facts.work(nowMs);
    this.#links.work(nowMs);
    this.#state.postman.sendQuestions();
    const { court, word } = this.#state;
    this.#dueMs = Math.min(this.#links.nextMs, this.#alarms.nextMs, this.#facts.nextMs, court.concludeAtMs, word.refuteAtMs());
  }

  /** Time in which this member did not run counts against nobody. */
  #excuseOwnDelay(nowMs: number): void {
    const lagMs = this.#health.ran(this.#dueMs, nowMs);
    if (lagMs === 0) return;
    for (const link of this.#state.links.all()) {
      link.lastHeardMs = Math.min(nowMs, link.lastHeardMs + lagMs);
      if (link.deafSinceMs !== null) link.deafSinceMs = Math.min(nowMs, link.deafSinceMs + lagMs);
    }
    this.#state.downSets.shift(lagMs);
    this.#state.court.hearFirst(nowMs);
  }

  #takeRoster(roster: Roster, nowMs: number): void {
    if (roster.epoch <= this.#rosterEpoch) return;
    this.#rosterEpoch = roster.epoch;
    const graph = watchGraph(roster.members);
    this.#state.fit(graph, nowMs);
    this.#records.fit();
    this.#records.announceSelf(nowMs);
    this.#links.fit(graph, nowMs);
    this.#facts.fit(nowMs);
    this.#alarms.fit();
  }

  #receive(peer: PeerId, message: Uint8Array, nowMs: number): void {
    const link = this.#links.heardFrom(peer, nowMs);
    if (link === undefined) return;
    const sections = decodeMessage(message);
    if (sections === undefined) return this.#links.refuse(link, nowMs);
    for (const section of sections) this.#read(link, section, nowMs);
  }

  #read(link: Link, section: Section, nowMs: number): void {
    switch (section.kind) {
      case 'beat':
        this.#links.keepPace(link, nowMs);
        return this.#records.readBeat(link, section, nowMs);
      case 'records':
        for (const record of section.records) this.#records.learn(record, link, nowMs);
        return;
      case 'down-set':
        return this.#alarms.read(link, section, nowMs);
      case 'refresh':
        return this.#alarms.readRefresh(link, section, nowMs);
      case 'facts':
      case 'load':
        if (!this.#facts.read(link, section, nowMs)) this.#links.refuse(link, nowMs);
        return;
      case 'digest':
      case 'buckets':
      case 'entries':
        return this.#facts.readSync(link, section, nowMs);
      case 'want':
        for (const key of section.keys) {
          if (section.what === 'member') this.#facts.tellAllOf(link, key);
          else this.#state.postman.put(link, newsOf('down-set', key));
        }
        return this.#state.hurry(link, nowMs);
      default:
        assertNever(section);
    }
  }

  #leave(nowMs: number): void {
    const { book, me } = this.#state;
    this.#left = true;
    this.#dueMs = Infinity;
    if (me === undefined) return;
    book.setState(me, 'left', nowMs);
    this.#links.sayGoodbye(nowMs);
  }
}
