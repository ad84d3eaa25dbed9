import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isPeerId, peerIdFromPrivateKeyPem, peerIdFromPublicKeyPem } from './identity.ts';

const newKeyPem = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('identity', () => {
  it('gives a key and its public half the same peer id', () => {
    const pem = newKeyPem();
    const publicPem = createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString();
    expect(peerIdFromPublicKeyPem(publicPem)).toBe(peerIdFromPrivateKeyPem(pem));
    expect(peerIdFromPrivateKeyPem(pem)).toMatch(/^12D3KooW/);
    expect(isPeerId(peerIdFromPrivateKeyPem(pem))).toBe(true);
  });

  it('refuses other kinds of key, and what is no key, without repeating it', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    expect(() => peerIdFromPrivateKeyPem(rsa)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('rsa') }),
    );
    expect(() => peerIdFromPublicKeyPem('secret text')).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.not.stringContaining('secret') }),
    );
    expect(isPeerId('12D3KooWnope')).toBe(false);
  });
});
