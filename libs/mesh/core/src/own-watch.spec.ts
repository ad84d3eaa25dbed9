import { describe, expect, it } from 'vitest';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { lookAtSubjects } from './own-watch.ts';
import { HearingRoom } from './testing/hearing-room.ts';

const SUBJECT = 9;
const { firstContactMs, silenceMs } = DEFAULT_TIMINGS;

/** The room of a member that is new: it has links with all others since 0 but for the subject, which does not answer. */
function newcomer(): { readonly room: HearingRoom; readonly downAt: (nowMs: number) => readonly number[] } {
  const room = new HearingRoom();
  const { graph, links, me, self } = room.state;
  links.fit(graph, me, 0);
  for (const [index, { peerId }] of graph.members.entries()) {
    if (peerId !== self && index !== SUBJECT) links.linked(peerId, graph, 0);
  }
  const downAt = (nowMs: number): readonly number[] => {
    for (const link of links.all()) {
      if (link.linked) link.lastHeardMs = nowMs;
      else link.failedDials += 1;
    }
    return lookAtSubjects(room.state, 0, nowMs).down.map(({ index }) => index);
  };
  return { room, downAt };
}

describe('a subject that was never heard', () => {
  it('gets time to start', () => {
    const { downAt } = newcomer();
    expect(downAt(silenceMs)).toEqual([]);
    expect(downAt(firstContactMs - 1)).toEqual([]);
    expect(downAt(firstContactMs)).toEqual([SUBJECT]);
  });

  it('gets no more time than others when but one says that it is down, though all who are new here do not say so', () => {
    const { room, downAt } = newcomer();
    room.say([1], { down: [SUBJECT] });
    room.judge([SUBJECT], 0);
    expect(room.stateOf(SUBJECT)).toBe('active');
    expect(downAt(silenceMs - 1)).toEqual([]);
    expect(downAt(silenceMs)).toEqual([SUBJECT]);
  });

  it('gets it when that was said of an earlier life, or that it is late', () => {
    const { room, downAt } = newcomer();
    room.say([1], { down: [SUBJECT] });
    room.lives(SUBJECT, 1);
    room.say([2], { late: [SUBJECT] });
    expect(downAt(firstContactMs - 1)).toEqual([]);
  });
});

describe('a subject that is back', () => {
  /** It was linked, its link broke at once, and it was heard of again `newLifeMs` later. */
  function downAgainAt(newLifeMs: number, nowMs: number): readonly number[] {
    const { room, downAt } = newcomer();
    const link = room.state.links.get(`peer-${SUBJECT}`);
    if (link === undefined) throw new Error('nobody watches it');
    link.everLinked = true;
    link.newLifeMs = newLifeMs;
    link.linkChangedMs = newLifeMs;
    return downAt(nowMs);
  }

  it('gets as much time to be linked with as one that was never heard: many may be back at once', () => {
    expect(downAgainAt(7000, 7000 + silenceMs)).toEqual([]);
    expect(downAgainAt(7000, 7000 + firstContactMs)).toEqual([SUBJECT]);
  });

  it('gets no more when its link breaks once more', () => {
    const { room, downAt } = newcomer();
    const link = room.state.links.get(`peer-${SUBJECT}`);
    if (link === undefined) throw new Error('nobody watches it');
    Object.assign(link, { everLinked: true, newLifeMs: 7000, lastHeardMs: 8000, linkChangedMs: 8000 });
    expect(downAt(8000 + silenceMs)).toEqual([SUBJECT]);
  });
});

describe('silence', () => {
  it('of who has left is no reason to call it down', () => {
    const { room, downAt } = newcomer();
    room.state.book.setState(SUBJECT, 'left', 0);
    expect(downAt(firstContactMs)).toEqual([]);
  });

  it('of those who have failed does not make a member feel cut off', () => {
    const { room } = newcomer();
    const failed = [1, 2, 3, 4, 5, 6, 7];
    const sight = (): boolean => lookAtSubjects(room.state, 0, silenceMs).isolated;
    for (const link of room.state.links.all()) if (!failed.includes(link.index)) link.lastHeardMs = silenceMs;
    expect(sight()).toBe(true);
    for (const index of failed) room.state.book.setState(index, 'failed', 0);
    expect(sight()).toBe(false);
  });
});
