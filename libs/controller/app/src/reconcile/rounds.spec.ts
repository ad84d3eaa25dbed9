import { recordingLogger, VirtualTime } from '@rapidvm/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Rounds } from './rounds.ts';

let time: VirtualTime;
let ran: number;
let work: () => Promise<void>;
let rounds: Rounds;

beforeEach(() => {
  time = new VirtualTime();
  ran = 0;
  work = async () => undefined;
  const counted = (): Promise<void> => {
    ran += 1;
    return work();
  };
  rounds = new Rounds({ name: 'test', intervalMs: 1000, work: counted, timers: time, logger: recordingLogger() });
});

describe('rounds of a reconciler', () => {
  it('come at once, at the interval, and when woken', async () => {
    rounds.start();
    await time.advance(0);
    expect(ran).toBe(1);
    await time.advance(1000);
    expect(ran).toBe(2);
    rounds.wake();
    await time.advance(0);
    expect(ran).toBe(3);
    await rounds.stop();
    await time.advance(5000);
    expect(ran).toBe(3);
  });

  it('never overlap: woken many times while one runs, one more follows', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    work = () => promise;
    rounds.start();
    for (let i = 0; i < 10; i += 1) rounds.wake();
    expect(ran).toBe(1);
    work = async () => undefined;
    resolve();
    await time.advance(0);
    expect(ran).toBe(2);
    await rounds.stop();
  });

  it('wait longer after each failure, whoever wakes them, and go on as before after a success', async () => {
    work = () => Promise.reject(new Error('away'));
    rounds.start();
    await time.advance(0);
    rounds.wake();
    await time.advance(999);
    expect(ran).toBe(1);
    await time.advance(1);
    expect(ran).toBe(2);
    work = async () => undefined;
    await time.advance(2000);
    expect(ran).toBe(3);
    await time.advance(1000);
    expect(ran).toBe(4);
    await rounds.stop();
  });
});
