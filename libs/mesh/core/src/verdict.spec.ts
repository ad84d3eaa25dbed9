import { describe, expect, it } from 'vitest';
import { HearingRoom } from './testing/hearing-room.ts';
import { Judge } from './verdict.ts';

/** Who is judged; the nine others, 0 to 8, watch it. */
const SUBJECT = 9;

function finding(room: HearingRoom): string {
  return new Judge(room.state.book, room.state.downSets).judge(SUBJECT).finding;
}

describe('a verdict', () => {
  it.each([
    [[], 'clear'],
    [[1, 2], 'clear'],
    [[1, 2, 3], 'doubted'],
    [[1, 2, 3, 4, 5], 'doubted'],
    [[1, 2, 3, 4, 5, 6], 'condemned'],
  ])('by the word of %j of nine is: %s', (accusers, expected) => {
    const room = new HearingRoom();
    room.say(accusers, { down: [SUBJECT] });
    expect(finding(room)).toBe(expected);
  });

  it('counts nobody who only announces that it is late', () => {
    const room = new HearingRoom();
    room.say([1, 2, 3, 4, 5, 6], { late: [SUBJECT] });
    expect(finding(room)).toBe('clear');
  });

  it('counts no accusation of an earlier life', () => {
    const room = new HearingRoom();
    room.say([1, 2, 3, 4, 5, 6], { down: [SUBJECT] });
    room.lives(SUBJECT, 1);
    expect(finding(room)).toBe('clear');
  });

  it('does not miss the word of who has failed', () => {
    const room = new HearingRoom();
    room.say([1, 2, 3, 4], { down: [SUBJECT] });
    expect(finding(room)).toBe('doubted');
    for (const gone of [5, 6, 7]) room.state.book.setState(gone, 'failed', 0);
    expect(finding(room)).toBe('condemned');
  });

  it('does not believe who has failed', () => {
    const room = new HearingRoom();
    room.say([1, 2, 3, 4, 5, 6], { down: [SUBJECT] });
    room.state.book.setState(6, 'failed', 0);
    expect(finding(room)).toBe('doubted');
  });

  it('does not miss the word of who abstains', () => {
    const room = new HearingRoom();
    room.say([1, 2, 3, 4], { down: [SUBJECT] });
    room.say([5, 6, 7], { abstains: true });
    expect(finding(room)).toBe('condemned');
  });

  it('does not believe who is doubted when it accuses', () => {
    const room = new HearingRoom();
    room.say([1, 2], { down: [SUBJECT] });
    room.say([3, 4, 5], { down: [SUBJECT, 1, 2] });
    expect(finding(room)).toBe('doubted');
    room.say([6, 7], { down: [SUBJECT] });
    expect(finding(room)).toBe('condemned');
  });

  it('does not miss who is doubted when it is silent', () => {
    const room = new HearingRoom();
    room.say([3, 4, 5], { down: [SUBJECT, 1, 2] });
    room.say([6, 7], { down: [SUBJECT] });
    expect(finding(room)).toBe('condemned');
  });

  it('takes a third of all who are asked, however few are in no doubt', () => {
    const room = new HearingRoom();
    room.say([0], { down: [3, 4, 5, 6, 7, 8] });
    room.say([1, 2], { down: [3, 4, 5, 6, 7, 8, SUBJECT] });
    expect(finding(room)).toBe('clear');
  });

  it('takes two witnesses, also when there is but one to ask', () => {
    const room = new HearingRoom(3);
    room.say([1], { down: [2] });
    room.state.book.setState(0, 'failed', 0);
    expect(new Judge(room.state.book, room.state.downSets).judge(2).finding).toBe('doubted');
  });
});
