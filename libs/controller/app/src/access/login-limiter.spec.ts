import { VirtualTime } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { APP_LIMITS } from '../limits.ts';
import { LoginLimiter } from './login-limiter.ts';

describe('failed logins', () => {
  it('are counted for each name and address apart, forgiven by a success and by time', async () => {
    const clock = new VirtualTime();
    const limiter = new LoginLimiter(clock);
    const fail = (name: string, from: string): void => {
      for (let i = 0; i < APP_LIMITS.loginFailures; i += 1) limiter.attempt(name, from);
    };
    fail('eve', 'a');
    expect(() => limiter.attempt('eve', 'a')).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
    limiter.attempt('eve', 'b');
    limiter.attempt('bob', 'a');
    await clock.advance(APP_LIMITS.loginWindowMs);
    limiter.attempt('eve', 'a');
    limiter.succeeded('eve', 'a');
    fail('eve', 'a');
  });

  it('take a bounded room, whatever names are tried', () => {
    const limiter = new LoginLimiter(new VirtualTime());
    for (let i = 0; i < APP_LIMITS.loginPairs + 500; i += 1) limiter.attempt(`name ${i}`, 'a');
    expect(limiter.size).toBe(APP_LIMITS.loginPairs);
  });
});
