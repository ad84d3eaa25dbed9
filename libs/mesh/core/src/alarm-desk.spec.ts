import { describe, expect, it } from 'vitest';
import { AlarmDesk } from './alarm-desk.ts';
import { CATCH_UP_MS, OWN_LAG_COVERED_MS, RELAY_FAN_OUT } from './limits.ts';
import { newLink } from './link.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { newsOf } from './news.ts';
import { OwnHealth } from './own-health.ts';
import type { HearingRoom as Room } from './testing/hearing-room.ts';
import { HearingRoom, SELF } from './testing/hearing-room.ts';

const SUBJECT = 9;
const { alertMaxAgeMs, alertTtlMs, lateMs, publishGapMs, silenceMs } = DEFAULT_TIMINGS;

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

  it('come ever more slowly from who goes on changing its mind, and soon again from who has not done so for a while', () => {
    const { room, look } = linked();
    /** Lets `SUBJECT` be silent and heard by turns until it has said `count` things; returns when it said each. */
    const waver = (fromMs: number, count: number): readonly number[] => {
      const times: number[] = [];
      let before = JSON.stringify(said(room));
      for (let nowMs = fromMs; times.length < count && nowMs < 2 * fromMs; nowMs += publishGapMs / 4) {
        const silent = times.length % 2 === 0;
        hear(room, [1, 2, 3, 4, 5, 6, 7, 8, ...(silent ? [] : [SUBJECT])], nowMs);
        const link = room.state.links.get(`peer-${SUBJECT}`);
        if (silent && link !== undefined) link.lastHeardMs = nowMs - silenceMs;
        look(nowMs);
        const now = JSON.stringify(said(room));
        if (now !== before) times.push(nowMs);
        before = now;
      }
      return times;
    };
    const gaps = (times: readonly number[]): readonly number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(gaps(waver(10_000, 8))).toEqual([1, 1, 1, 1, 2, 4, 5].map((times) => times * publishGapMs));
    expect(gaps(waver(60_000, 3))).toEqual([publishGapMs, publishGapMs]);
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
  it('is as old as this member was held up, when it was read right after: it lay there all the while', () => {
    const room = new HearingRoom();
    const health = new OwnHealth();
    const desk = new AlarmDesk(room.state, health);
    const set = { origin: room.state.keyOf(1), version: 1, tick: 0, abstains: false, accused: [] };
    const link = newLink('peer-2', 0);
    const [beforeMs, resumedMs] = [1000, 1000 + OWN_LAG_COVERED_MS + alertMaxAgeMs];
    health.ran(beforeMs, resumedMs);
    desk.read(link, { kind: 'down-set', set, ageMs: 20 }, resumedMs);
    expect(room.state.downSets.of(set.origin)).toBeUndefined();
    desk.read(link, { kind: 'down-set', set, ageMs: 20 }, resumedMs + CATCH_UP_MS);
    expect(room.state.downSets.of(set.origin)).toEqual(set);
  });

  it('is passed on as often as it is said again, to a few', () => {
    const { room, desk } = linked();
    room.say([1], { down: [SUBJECT] });
    const [origin, from] = [room.state.keyOf(1), room.state.links.get('peer-2')];
    if (from === undefined) throw new Error('nobody told it');
    const version = room.state.downSets.of(origin)?.version ?? 0;
    for (const tick of [1, 2]) {
      for (const link of room.state.links.all()) link.pending.clear();
      desk.readRefresh(from, { kind: 'refresh', origin, version, tick, ageMs: 0 }, 1000 * tick);
      const told = [...room.state.links.all()].filter(({ pending }) => pending.has(newsOf('refresh', origin)));
      expect(told).toHaveLength(RELAY_FAN_OUT);
      expect(told).not.toContain(from);
    }
  });

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
