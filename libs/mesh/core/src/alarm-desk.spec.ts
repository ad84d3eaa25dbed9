import { describe, expect, it } from 'vitest';
import { AlarmDesk } from './alarm-desk.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { OwnHealth } from './own-health.ts';
import type { HearingRoom as Room } from './testing/hearing-room.ts';
import { HearingRoom, SELF } from './testing/hearing-room.ts';

const SUBJECT = 9;
const { alertTtlMs, lateMs, publishGapMs, silenceMs } = DEFAULT_TIMINGS;

/** A room whose member has stood links with all others since 0, and its desk. */
function linked(): { readonly room: Room; readonly desk: AlarmDesk; readonly look: (nowMs: number) => void } {
  const room = new HearingRoom();
  const { graph, links, me } = room.state;
  for (const { peerId } of graph.members) if (peerId !== room.state.self) links.linked(peerId, graph, 0);
  links.fit(graph, me, 0);
  const desk = new AlarmDesk(room.state, new OwnHealth());
  const look = (nowMs: number): void => {
    room.state.lookNow = true;
    desk.work(nowMs);
    room.state.court.sit(nowMs);
  };
  return { room, desk, look };
}

function hear(room: Room, indices: readonly number[], nowMs: number): void {
  for (const link of room.state.links.all()) {
    if (!indices.includes(link.index)) continue;
    link.lastHeardMs = nowMs;
    link.edge = 'up';
  }
}

/** What the member itself says of others. */
function said(room: Room): unknown {
  const own = room.state.downSets.of(room.state.keyOf(SELF));
  return own && { abstains: own.abstains, accused: own.accused.map(({ key, down }) => [room.state.graph.indexOfKey(key), down]) };
}

describe('own alarms', () => {
  it('announce who is late before they say that it is down', () => {
    const { room, look } = linked();
    hear(room, [1, 2, 3, 4, 5, 6, 7, 8], lateMs);
    look(lateMs);
    expect(said(room)).toEqual({ abstains: false, accused: [[SUBJECT, false]] });
    hear(room, [1, 2, 3, 4, 5, 6, 7, 8], silenceMs);
    look(silenceMs);
    expect(said(room)).toEqual({ abstains: false, accused: [[SUBJECT, true]] });
  });

  it('accuse nobody while this member hears hardly anybody, and say at once when that is over', () => {
    const { room, desk, look } = linked();
    look(silenceMs);
    expect(desk.isolated).toBe(true);
    expect(said(room)).toEqual({ abstains: true, accused: [] });
    expect(room.stateOf(SUBJECT)).toBe('suspect');
    hear(room, [1, 2, 3, 4, 5, 6, 7, 8], silenceMs + publishGapMs / 2);
    look(silenceMs + publishGapMs / 2);
    expect(said(room)).toEqual({ abstains: false, accused: [[SUBJECT, true]] });
    expect(room.stateOf(SUBJECT)).toBe('active');
  });

  it('are not held against who is no longer watched: a new roster has all who are suspect judged anew', () => {
    const { room, desk, look } = linked();
    look(silenceMs);
    expect(room.stateOf(SUBJECT)).toBe('suspect');
    room.state.fit(room.state.graph, silenceMs);
    desk.fit();
    room.state.court.sit(silenceMs);
    expect(room.stateOf(SUBJECT)).toBe('active');
  });
});

describe('what others say', () => {
  it('counts no more when nobody has refreshed it for a while', () => {
    const { room, desk } = linked();
    room.say([1, 2, 3, 4], { down: [SUBJECT] });
    room.judge([SUBJECT], 0);
    desk.expire(alertTtlMs - 1);
    room.state.court.sit(alertTtlMs - 1);
    expect(room.stateOf(SUBJECT)).toBe('suspect');
    desk.expire(alertTtlMs);
    room.state.court.sit(alertTtlMs);
    expect(room.stateOf(SUBJECT)).toBe('active');
  });

  it('is judged anew when who abstained is to be asked again, as its word expires', () => {
    const { room, desk } = linked();
    room.say([3, 4, 5, 6], { abstains: true }, 0);
    room.say([1, 2], { down: [SUBJECT] }, 1000);
    room.judge([SUBJECT], 1000);
    expect(room.stateOf(SUBJECT)).toBe('suspect');
    desk.expire(alertTtlMs);
    room.state.court.sit(alertTtlMs);
    expect(room.stateOf(SUBJECT)).toBe('active');
  });
});
