import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJoinToken, parseJoinToken } from './join-token.ts';

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const token = fc.record({
  id: fc.uuid(),
  secret: hex,
  fingerprint: hex,
  urls: fc.array(fc.constantFrom('https://192.0.2.1:8443', 'https://[2001:db8::1]:8443', 'https://lab.example'), {
    minLength: 1,
    maxLength: 8,
  }),
});

describe('join tokens', () => {
  it('come back as they were written', () => {
    fc.assert(fc.property(token, (value) => void expect(parseJoinToken(formatJoinToken(value))).toEqual(value)));
  });

  it('are refused when they are anything else, without repeating the secret', () => {
    fc.assert(
      fc.property(token, fc.constantFrom('http', 'cut', 'other'), (value, fault) => {
        const text = formatJoinToken(value);
        const broken = { http: text.replace('https', 'http'), cut: text.slice(0, 100), other: `x${text}` }[fault];
        try {
          parseJoinToken(broken);
          expect.unreachable();
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-input' });
          expect(String(error)).not.toContain(value.secret);
        }
      }),
    );
  });
});
