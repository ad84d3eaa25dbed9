import { describe, expect, it } from 'vitest';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { HearingRoom } from './testing/hearing-room.ts';

/** Who is judged; the nine others, 0 to 8, watch it. */
const SUBJECT = 9;
const ANOTHER = 8;
const MOST = [1, 2, 3, 4, 5, 6];
const { batchMs, settleMs } = DEFAULT_TIMINGS;

function accused(): HearingRoom {
  const room = new HearingRoom();
  room.say(MOST, { down: [SUBJECT] });
  room.judge([SUBJECT], 0);
  expect(room.stateOf(SUBJECT)).toBe('suspect');
  return room;
}

describe('a court', () => {
  it('fails who is condemned when it is settled, and names the witnesses', () => {
    const room = accused();
    room.judge([], settleMs - 1);
    expect(room.failures()).toEqual([]);
    room.judge([], settleMs);
    expect(room.failures()).toEqual([['peer-9', MOST.map((index) => `peer-${index}`)]]);
  });

  it('clears who has failed when hardly anybody accuses it any more', () => {
    const room = accused();
    room.judge([], settleMs);
    room.say(MOST.slice(2), {});
    room.judge([SUBJECT], 1000);
    expect(room.stateOf(SUBJECT)).toBe('active');
  });

  it('waits for who may fail with it, but not for ever', () => {
    const room = accused();
    room.say([7], { late: [ANOTHER] });
    room.judge([], settleMs);
    expect(room.failures()).toEqual([]);
    room.say([7], { down: [ANOTHER], late: [0] }, batchMs - 1);
    room.judge([], batchMs - 1);
    expect(room.failures()).toEqual([]);
    room.judge([], batchMs + settleMs);
    expect(room.failures().map(([peer]) => peer)).toEqual(['peer-9']);
  });

  it('fails nobody on a word that is no longer given when it concludes', () => {
    const room = accused();
    room.say([6], {});
    room.judge([], settleMs);
    expect(room.failures()).toEqual([]);
    expect(room.stateOf(SUBJECT)).toBe('suspect');
    room.say([6], { down: [SUBJECT] }, settleMs);
    room.judge([SUBJECT], settleMs);
    room.judge([], 2 * settleMs);
    expect(room.failures()).toHaveLength(1);
  });

  it('fails nobody who leaves meanwhile', () => {
    const room = accused();
    room.state.book.setState(SUBJECT, 'left', 10);
    room.judge([SUBJECT], 10);
    room.judge([], settleMs);
    expect(room.stateOf(SUBJECT)).toBe('left');
  });

  it('judges anew whom a member watches whose word is worth more or less than before', () => {
    const room = new HearingRoom();
    room.say([1, 2, 3, 4, 5], { down: [SUBJECT] });
    room.judge([SUBJECT], 0);
    room.judge([], settleMs);
    expect(room.failures()).toEqual([]);
    // Two of those who do not accuse it come into doubt, and are not missed any more.
    room.say([0, 6], { down: [7, 8] });
    room.say([7], { down: [8] });
    room.say([8], { down: [7] });
    room.judge([7, 8], 1000);
    room.judge([], 1000 + batchMs + settleMs);
    expect(room.failures().map(([peer]) => peer)).toEqual(['peer-9']);
  });

  it('hears, after a time in which this member did not run, what was said meanwhile', () => {
    const room = accused();
    room.state.court.hearFirst(5000);
    room.judge([], 5000);
    expect(room.failures()).toEqual([]);
    expect(room.state.court.concludeAtMs).toBe(5000 + settleMs);
    room.lives(SUBJECT, 1);
    room.judge([SUBJECT], 5001);
    room.judge([], 5000 + settleMs);
    expect(room.failures()).toEqual([]);
    expect(room.state.court.concludeAtMs).toBe(Infinity);
  });

  it('concludes also when this member is always late', () => {
    const room = accused();
    room.state.court.hearFirst(5000);
    room.judge([], 5000);
    room.state.court.hearFirst(5800);
    room.judge([], 5800);
    expect(room.failures()).toHaveLength(1);
  });
});
