import { beforeEach, describe, expect, it } from 'vitest';
import { RapidError } from '@rapidvm/kernel';
import { VirtualTime } from '@rapidvm/testing';
import { LOGIN_LIMITS } from '../limits.ts';
import { LoginGate } from './login-gate.ts';

const wrong = () => Promise.reject(new RapidError('not-authenticated', 'no', { reason: 'wrong-credentials' }, ''));
const right = () => Promise.resolve('in');

let time: VirtualTime;
let gate: LoginGate;
beforeEach(() => {
  time = new VirtualTime();
  gate = new LoginGate(time);
});

async function fail(address: string, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1)
    await expect(gate.attempt(address, wrong)).rejects.toMatchObject({ code: 'not-authenticated' });
}

describe('LoginGate', () => {
  it('stops an address after its failures, for a window, and no other address', async () => {
    await fail('a', LOGIN_LIMITS.failures);
    await expect(gate.attempt('a', right)).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(await gate.attempt('b', right)).toBe('in');
    await time.advance(LOGIN_LIMITS.windowMs);
    expect(await gate.attempt('a', right)).toBe('in');
  });

  it('an error that is not a wrong password counts for nothing', async () => {
    for (let i = 0; i < LOGIN_LIMITS.failures * 2; i += 1) {
      await expect(gate.attempt('a', () => Promise.reject(new Error('database away')))).rejects.toThrow('database away');
    }
    expect(await gate.attempt('a', right)).toBe('in');
  });

  it('attempts sent all at once do not get past the count', async () => {
    const results = await Promise.allSettled(Array.from({ length: LOGIN_LIMITS.waiting }, () => gate.attempt('a', wrong)));
    const tried = results.filter(
      (result) => result.status === 'rejected' && (result.reason as RapidError).code === 'not-authenticated',
    );
    expect(tried.length).toBeLessThan(LOGIN_LIMITS.failures + LOGIN_LIMITS.atOnce);
  });

  it('few are checked at once, in their order; more than can wait are refused', async () => {
    const finish: (() => void)[] = [];
    const slow = () => new Promise<string>((resolve) => finish.push(() => resolve('in')));
    const all = Array.from({ length: LOGIN_LIMITS.atOnce + LOGIN_LIMITS.waiting }, (_, index) => gate.attempt(`a${index}`, slow));
    await expect(gate.attempt('late', slow)).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(finish).toHaveLength(LOGIN_LIMITS.atOnce);
    for (let done = 0; done < all.length; done += 1) {
      finish[done]?.();
      await all[done];
    }
    expect(finish).toHaveLength(all.length);
    expect(await gate.attempt('again', right)).toBe('in');
  });
});
