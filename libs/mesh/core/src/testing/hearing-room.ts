/** The books of one member, without the machine around them: a few who all watch one another, and what each of them says. */
import type { MemberState } from '../membership-io.ts';
import { MembershipState } from '../membership-state.ts';
import { DEFAULT_TIMINGS } from '../membership-timings.ts';
import { REFUTATIONS_PER_LIFE } from '../limits.ts';
import { watchGraph } from '../watch-graph.ts';
import { seededRng } from './small-mesh.ts';

/** What the member itself is among the others. */
export const SELF = 0;

interface Saying {
  readonly down?: readonly number[];
  readonly late?: readonly number[];
  readonly abstains?: boolean;
}

export class HearingRoom {
  readonly state: MembershipState;
  #versions = 0;

  constructor(size = 10) {
    const members = Array.from({ length: size }, (_, index) => ({ peerId: `peer-${index}`, hostId: null, addresses: [] }));
    this.state = new MembershipState(`peer-${SELF}`, 1, DEFAULT_TIMINGS, seededRng(1));
    this.state.fit(watchGraph(members), 0);
    members.forEach((_, index) => this.lives(index));
    this.state.court.sit(0);
    this.state.out.take();
  }

  /** `index` is there, in its first life or after so many refutations. Nobody is judged for it. */
  lives(index: number, refutations = 0): void {
    this.state.book.set(index, { incarnation: REFUTATIONS_PER_LIFE + refutations, nonce: 1 }, 'active', 0);
  }

  /** Each of `observers` says this from now on, and nothing else. Nobody is judged for it. */
  say(observers: readonly number[], { down = [], late = [], abstains = false }: Saying, nowMs = 0): void {
    const accuse =
      (isDown: boolean) =>
      (index: number): { key: number; incarnation: number; down: boolean } => ({
        key: this.state.keyOf(index),
        incarnation: this.state.book.incarnation(index),
        down: isDown,
      });
    for (const observer of observers) {
      const accused = [...down.map(accuse(true)), ...late.map(accuse(false))];
      this.#versions += 1;
      this.state.downSets.take(
        { origin: this.state.keyOf(observer), version: this.#versions, tick: 0, abstains, accused },
        nowMs,
      );
    }
  }

  /** Judges these. */
  judge(subjects: readonly number[], nowMs: number): void {
    this.state.court.summon(subjects);
    this.state.court.sit(nowMs);
  }

  stateOf(index: number): MemberState {
    return this.state.book.state(index);
  }

  /** Who was told to have failed, and on whose word, since this was asked last. */
  failures(): readonly (readonly [peer: string, witnesses: readonly string[]])[] {
    return this.state.out
      .take()
      .flatMap((output) =>
        output.kind === 'event' && output.event.kind === 'member' && output.event.to === 'failed'
          ? [[output.event.peer, output.event.witnesses] as const]
          : [],
      );
  }
}
