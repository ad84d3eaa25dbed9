import { seededRng } from '@rapidvm/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPassword, newSecret, newSecretHex, sameSecret } from './secrets.ts';

describe('secrets', () => {
  it('have 256 bits; passwords have 24 characters that can be typed', () => {
    const rng = seededRng(3);
    expect(newSecret(rng)).toMatch(/^[\w-]{43}$/);
    expect(newSecretHex(rng)).toMatch(/^[0-9a-f]{64}$/);
    expect(newPassword(rng)).toMatch(/^[\w-]{24}$/);
  });

  it('are the same only when they are', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => sameSecret(one, other) === (one === other)));
    fc.assert(fc.property(fc.string(), (text) => sameSecret(text, text)));
  });
});
