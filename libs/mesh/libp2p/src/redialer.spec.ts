import { recordingLogger, seededRng, VirtualTime } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { MAX_PARALLEL_DIALS, SECOND_DIALER_WAIT_MS } from './limits.ts';
import { Redialer } from './redialer.ts';

const HOUR_MS = 3_600_000;

function lab(self: string, peerIds: readonly string[]) {
  const time = new VirtualTime();
  const start = time.monotonic();
  const dials: { peerId: string; atMs: number }[] = [];
  const connected = new Set<string>();
  const state = { reachable: false, underWay: 0, mostUnderWay: 0 };
  const redialer = new Redialer({
    self,
    targets: () => peerIds.map((peerId) => ({ peerId, hostId: null, addresses: ['/ip4/192.0.2.1/tcp/1'] })),
    isConnected: (peerId) => connected.has(peerId),
    dial: async ({ peerId }) => {
      dials.push({ peerId, atMs: time.monotonic() - start });
      state.underWay += 1;
      state.mostUnderWay = Math.max(state.mostUnderWay, state.underWay);
      await new Promise<void>((resolve) => time.after(500, resolve));
      state.underWay -= 1;
      if (!state.reachable) throw new Error('connection refused');
      connected.add(peerId);
    },
    onRound: () => undefined,
    clock: time,
    timers: time,
    rng: seededRng(7),
    logger: recordingLogger(),
  });
  return { time, dials, connected, state, redialer };
}

describe('Redialer', () => {
  it('never gives up, about once a second, and connects when the other is there again', async () => {
    const { time, dials, connected, state, redialer } = lab('a', ['b']);
    redialer.start();
    await time.advance(HOUR_MS / 10);
    expect(dials.length).toBeGreaterThan(300);
    state.reachable = true;
    await time.advance(3000);
    expect([...connected]).toEqual(['b']);
    const before = dials.length;
    await time.advance(10_000);
    expect(dials.length).toBe(before);
    connected.delete('b');
    await time.advance(3000);
    expect(dials.length).toBeGreaterThan(before);
    redialer.stop();
    expect(time.pendingTimers).toBe(0);
  });

  it('lets one of a pair dial first, and the other only when that does not come', async () => {
    const { time, dials, redialer } = lab('b', ['a', 'c']);
    redialer.start();
    await time.advance(SECOND_DIALER_WAIT_MS + 3000);
    expect(dials.find(({ peerId }) => peerId === 'c')?.atMs).toBe(0);
    expect(dials.find(({ peerId }) => peerId === 'a')?.atMs).toBeGreaterThanOrEqual(SECOND_DIALER_WAIT_MS);
    redialer.stop();
  });

  it('has few dials under way, and gives everybody a turn', async () => {
    const others = Array.from({ length: 3 * MAX_PARALLEL_DIALS }, (_, i) => `peer-${i}`);
    const { time, dials, state, redialer } = lab('a', others);
    redialer.start();
    await time.advance(10_000);
    expect(state.mostUnderWay).toBe(MAX_PARALLEL_DIALS);
    expect(new Set(dials.map(({ peerId }) => peerId)).size).toBe(others.length);
    redialer.stop();
  });
});
