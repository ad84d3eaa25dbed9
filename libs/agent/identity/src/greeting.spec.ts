import { MINUTE_MS, RapidError, SECOND_MS } from '@rapidvm/kernel';
import { VirtualTime, recordingLogger, seededRng } from '@rapidvm/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Greeting } from './greeting.ts';
import { GREET_ALONE_MS, GREET_RETRY_CAP_MS, LOOK_AT_ADDRESSES_MS } from './limits.ts';

let time: VirtualTime;
let address: string;
let watched: boolean;
let refusal: RapidError | null;
let said: string[];
let refused: unknown[];
let greeting: Greeting;

beforeEach(() => {
  time = new VirtualTime();
  address = 'a:1';
  watched = true;
  refusal = null;
  said = [];
  refused = [];
  greeting = new Greeting({
    timers: time,
    rng: seededRng(1),
    logger: recordingLogger(),
    addresses: () => ({ agentAddress: address, meshAddresses: [] }),
    hello: async ({ agentAddress }, sequence) => {
      said.push(`${agentAddress} ${sequence}`);
      if (refusal !== null) throw refusal;
    },
    isWatched: () => watched,
    onRefused: (why) => void refused.push(why),
  });
});

const away = () => new RapidError('host-unreachable', 'away', { host: 'c', since: '', cause: 'away' }, '');

describe('greeting', () => {
  it('happens at the start, and again within seconds of a new address', async () => {
    await time.advance(MINUTE_MS);
    expect(said).toEqual(['a:1 1']);
    address = 'b:1';
    await time.advance(LOOK_AT_ADDRESSES_MS);
    expect(said).toEqual(['a:1 1', 'b:1 2']);
    greeting.close();
    expect(time.pendingTimers).toBe(0);
  });

  it('happens more often while no controller watches this host', async () => {
    watched = false;
    await time.advance(4 * GREET_ALONE_MS + SECOND_MS);
    expect(said.length).toBeGreaterThanOrEqual(4);
    expect(said.length).toBeLessThanOrEqual(5);
    greeting.close();
  });

  it('is tried for ever, ever more seldom, when the controller is away', async () => {
    refusal = away();
    await time.advance(60 * MINUTE_MS);
    expect(said.length).toBeGreaterThan((60 * MINUTE_MS) / GREET_RETRY_CAP_MS / 2);
    expect(said.length).toBeLessThan(((60 * MINUTE_MS) / GREET_RETRY_CAP_MS) * 2.5);
    refusal = null;
    await time.advance(GREET_RETRY_CAP_MS);
    const before = said.length;
    await time.advance(MINUTE_MS);
    expect(said).toHaveLength(before);
    greeting.close();
  });

  it('ends when the controller does not want this host', async () => {
    refusal = new RapidError('not-authenticated', 'removed', { reason: 'revoked' }, '');
    await time.advance(60 * MINUTE_MS);
    expect(said).toHaveLength(1);
    expect(refused).toEqual([refusal]);
    expect(time.pendingTimers).toBe(0);
  });
});
