import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helloWords, joinWords, renewWords } from './enrolment-words.ts';

const line = fc.stringMatching(/^[!-~]{1,12}$/);
const words = fc.record({
  tokenId: line,
  hostName: line,
  hostId: line,
  publicKey: line,
  agentAddress: line,
  meshAddresses: fc.array(line, { maxLength: 3 }),
  instance: line,
  sequence: fc.nat(),
  protocol: fc.nat(),
});

describe('what a host signs', () => {
  it('differs whenever anything in the request does', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const said = ({ agentAddress, meshAddresses, publicKey }: typeof a, ...more: unknown[]): string =>
          JSON.stringify([agentAddress, meshAddresses, publicKey, ...more]);
        const join = (each: typeof a): string => said(each, each.tokenId, each.hostName);
        const renew = (each: typeof a): string => said(each, each.hostId);
        const hello = (each: typeof a): string => said(each, each.hostId, each.instance, each.sequence, each.protocol);
        expect(joinWords(a) === joinWords(b)).toBe(join(a) === join(b));
        expect(renewWords(a) === renewWords(b)).toBe(renew(a) === renew(b));
        expect(helloWords(a) === helloWords(b)).toBe(hello(a) === hello(b));
        expect(new Set([joinWords(a), renewWords(a), helloWords(a)]).size).toBe(3);
      }),
    );
  });
});
