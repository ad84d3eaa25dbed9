/** node:crypto and noble, two implementations that know nothing of one another, must agree on everything Noise needs. */
import { pureJsCrypto } from '@libp2p/noise';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nativeCrypto } from './native-crypto.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const text = fc.uint8Array({ maxLength: 3000 });
const plain = (value: { subarray(): Uint8Array }): readonly number[] => [...value.subarray()];

describe('nativeCrypto', () => {
  it('hashes and derives keys as noble does, also from nothing', () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 64 }), text, (chainingKey, inputKey, data) => {
        expect(plain(nativeCrypto.hashSHA256(data))).toEqual(plain(pureJsCrypto.hashSHA256(data)));
        expect(nativeCrypto.getHKDF(chainingKey, inputKey).map(plain)).toEqual(
          pureJsCrypto.getHKDF(chainingKey, inputKey).map(plain),
        );
      }),
      { numRuns: 30 },
    );
    expect(nativeCrypto.getHKDF(new Uint8Array(32), new Uint8Array())[2]).toHaveLength(32);
  });

  it('agrees on keys', () => {
    fc.assert(
      fc.property(bytes(32), (seed) => {
        const [ours, theirs] = [nativeCrypto.generateX25519KeyPairFromSeed(seed), pureJsCrypto.generateX25519KeyPair()];
        expect(plain(ours.publicKey)).toEqual(plain(pureJsCrypto.generateX25519KeyPairFromSeed(seed).publicKey));
        const made = nativeCrypto.generateX25519KeyPair();
        expect([made.publicKey.byteLength, made.privateKey.byteLength]).toEqual([32, 32]);
        const shared = nativeCrypto.generateX25519SharedKey(made.privateKey, theirs.publicKey);
        expect(plain(shared)).toEqual(plain(pureJsCrypto.generateX25519SharedKey(theirs.privateKey, made.publicKey)));
      }),
      { numRuns: 20 },
    );
  });

  it('opens what noble sealed and the other way round, and nothing that was changed', () => {
    fc.assert(
      fc.property(bytes(32), bytes(12), fc.uint8Array({ maxLength: 64 }), text, fc.nat(), (key, nonce, associated, data, at) => {
        const sealed = nativeCrypto.chaCha20Poly1305Encrypt(data, nonce, associated, key).subarray();
        expect(plain(sealed)).toEqual(plain(pureJsCrypto.chaCha20Poly1305Encrypt(data, nonce, associated, key)));
        expect(plain(nativeCrypto.chaCha20Poly1305Decrypt(sealed, nonce, associated, key))).toEqual(plain(data));
        const changed = Uint8Array.from(sealed, (byte, index) => (index === at % sealed.length ? byte ^ 1 : byte));
        expect(() => nativeCrypto.chaCha20Poly1305Decrypt(changed, nonce, associated, key)).toThrow();
      }),
      { numRuns: 50 },
    );
    expect(() =>
      nativeCrypto.chaCha20Poly1305Decrypt(new Uint8Array(3), new Uint8Array(12), new Uint8Array(), new Uint8Array(32)),
    ).toThrow();
  });
});
