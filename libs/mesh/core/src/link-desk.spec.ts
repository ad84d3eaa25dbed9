import { describe, expect, it } from 'vitest';
import { LinkDesk } from './link-desk.ts';
import { ORIGIN_FAN_OUT } from './limits.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { newsOf } from './news.ts';
import { decodeMessage } from './membership-wire.ts';
import { HearingRoom } from './testing/hearing-room.ts';

const { relayGapMs, relayMs } = DEFAULT_TIMINGS;

describe('news', () => {
  it('goes on within moments, and in parcels where it comes in a stream, each to a few', () => {
    const room = new HearingRoom(30);
    const { graph, links, me, out } = room.state;
    links.fit(graph, me, 0);
    for (const { peer } of links.all()) links.linked(peer, graph, 0);
    const desk = new LinkDesk(room.state);
    const parcels: { atMs: number; peers: number }[] = [];
    for (let nowMs = 1000; nowMs < 1200; nowMs += 1) {
      room.state.spread(newsOf('record', room.state.keyOf(nowMs % 30)), null, true, nowMs);
      desk.work(nowMs);
      const peers = out.take().filter(({ kind }) => kind === 'send').length;
      if (peers > 0) parcels.push({ atMs: nowMs, peers });
    }
    expect(parcels.map(({ atMs }) => atMs)).toEqual([
      1000 + relayMs,
      1000 + relayMs + relayGapMs,
      1000 + relayMs + 2 * relayGapMs,
    ]);
    expect(parcels.every(({ peers }) => peers === ORIGIN_FAN_OUT)).toBe(true);
  });
});

describe('a new link', () => {
  it('begins with whose word there is against anybody: who was away hears at once whom it is to doubt', () => {
    const room = new HearingRoom();
    const { graph, links, me, out } = room.state;
    links.fit(graph, me, 0);
    room.say([1, 2], { down: [9] });
    new LinkDesk(room.state).linked('peer-3', 10);
    const sections = out.take().flatMap((output) => (output.kind === 'send' ? (decodeMessage(output.message) ?? []) : []));
    const named = sections.flatMap((section) => (section.kind === 'refresh' ? [section.origin] : []));
    expect(named).toEqual([room.state.keyOf(1), room.state.keyOf(2)]);
  });
});
