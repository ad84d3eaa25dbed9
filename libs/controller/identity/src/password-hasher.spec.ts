import { isRapidError } from '@rapidvm/kernel';
import { seededRng } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { createPasswordHasher } from './index.ts';
import { IDENTITY_LIMITS } from './limits.ts';

describe('passwords', () => {
  const hasher = createPasswordHasher(seededRng(1));

  it('are hashed with argon2id at RFC 9106’s second recommended cost', async () => {
    expect(await hasher.hash('correct horse battery')).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
  });

  it('match only themselves, and nothing matches an account that is not there', async () => {
    const stored = await hasher.hash('correct horse battery');
    expect(await hasher.verify(stored, 'correct horse battery')).toBe(true);
    expect(await hasher.verify(stored, 'correct horse batterz')).toBe(false);
    expect(await hasher.verify(null, 'correct horse battery')).toBe(false);
  });

  it('are checked a few at a time; a flood is refused, those that wait are answered', { timeout: 20_000 }, async () => {
    const most = IDENTITY_LIMITS.hashesAtOnce + IDENTITY_LIMITS.hashesWaiting;
    const results = await Promise.allSettled(Array.from({ length: most + 3 }, () => hasher.verify(null, 'x')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(most);
    expect(
      results.filter((result) => result.status === 'rejected' && isRapidError(result.reason, 'limit-exceeded')),
    ).toHaveLength(3);
  });
});
