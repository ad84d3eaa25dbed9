import { describe, expect, it } from 'vitest';
import { REFUTATIONS_PER_LIFE } from './limits.ts';
import { newLink } from './link.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { lookAtSubjects } from './own-watch.ts';
import { RecordDesk } from './record-desk.ts';
import { HearingRoom, SELF } from './testing/hearing-room.ts';

const SUBJECT = 9;

describe('the word of this member itself', () => {
  it('counts again when it has refuted what made it doubtful', () => {
    const room = new HearingRoom();
    const desk = new RecordDesk(room.state);
    desk.announceSelf(0);
    room.say([5, 6, 7], { down: [SELF] });
    room.say([SELF, 1, 2, 3, 4], { down: [SUBJECT] });
    room.say([8], { down: [SUBJECT] });
    room.judge([SELF, SUBJECT], 0);
    room.judge([], DEFAULT_TIMINGS.settleMs);
    expect(room.failures()).toEqual([]);
    desk.contestAccusations();
    desk.refute(1000);
    room.state.court.sit(1000);
    room.state.court.sit(1000 + DEFAULT_TIMINGS.batchMs + DEFAULT_TIMINGS.settleMs);
    expect(room.failures()).toEqual([['peer-9', ['peer-0', 'peer-1', 'peer-2', 'peer-3', 'peer-4', 'peer-8']]]);
  });
});

describe('what is said of this member', () => {
  it('is contested when it could make it suspect to somebody, and not for the word of a few', () => {
    const room = new HearingRoom();
    const desk = new RecordDesk(room.state);
    room.say([1, 2], { down: [SELF] });
    desk.contestAccusations();
    expect(room.state.word.refuteAtMs()).toBe(Infinity);
    room.say([3], { down: [SELF] });
    desk.contestAccusations();
    expect(room.state.word.refuteAtMs()).toBeLessThan(Infinity);
  });
});

describe('a new life', () => {
  it('begins with a clean slate: what its link held against the one before is forgotten', () => {
    const room = new HearingRoom();
    const { graph, links, me } = room.state;
    links.fit(graph, me, 0);
    const link = links.get('peer-1') ?? newLink('peer-1', 0);
    Object.assign(link, { edge: 'down', refusals: 2, failedDials: 5 });
    const record = { key: room.state.keyOf(1), incarnation: 2 * REFUTATIONS_PER_LIFE, nonce: 2, left: false };
    new RecordDesk(room.state).learn(record, newLink('peer-2', 0), 700);
    expect(link).toMatchObject({ edge: 'up', refusals: 0, failedDials: 0, newLifeMs: 700, linkChangedMs: 700 });
  });

  it('of who had left is not held silent since then: its link has not come to stand yet', () => {
    const room = new HearingRoom();
    const { graph, links, me } = room.state;
    links.fit(graph, me, 0);
    const link = links.linked('peer-1', graph, 0) ?? newLink('peer-1', 0);
    links.unlinked('peer-1', 10);
    room.state.book.setState(1, 'left', 10);
    const record = { key: room.state.keyOf(1), incarnation: 2 * REFUTATIONS_PER_LIFE, nonce: 2, left: false };
    new RecordDesk(room.state).learn(record, newLink('peer-2', 0), 60_000);
    expect(lookAtSubjects(room.state, 0, 60_000).down).not.toContain(link);
    expect(room.stateOf(1)).toBe('active');
  });

  it('takes back what the one before said, a refutation does not', () => {
    const room = new HearingRoom();
    const desk = new RecordDesk(room.state);
    const [key, link] = [room.state.keyOf(1), newLink('peer-1', 0)];
    room.say([1, 2, 3], { down: [SUBJECT] });
    room.judge([SUBJECT], 0);
    desk.learn({ key, incarnation: REFUTATIONS_PER_LIFE + 1, nonce: 1, left: false }, link, 10);
    room.state.court.sit(10);
    expect(room.stateOf(SUBJECT)).toBe('suspect');
    desk.learn({ key, incarnation: 2 * REFUTATIONS_PER_LIFE, nonce: 2, left: false }, link, 20);
    room.state.court.sit(20);
    expect(room.stateOf(SUBJECT)).toBe('active');
  });
});
