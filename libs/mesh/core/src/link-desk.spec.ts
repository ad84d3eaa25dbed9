import { describe, expect, it } from 'vitest';
import { LinkDesk } from './link-desk.ts';
import { decodeMessage } from './membership-wire.ts';
import { HearingRoom } from './testing/hearing-room.ts';

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
