/** One key, two faces: the Ed25519 key of a member's TLS certificate is also its libp2p identity. */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { privateKeyFromRaw, publicKeyFromRaw } from '@libp2p/crypto/keys';
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id';
import { invalidInput } from '@rapidvm/kernel';

/**
 * The peer id that belongs to a public key or to a certificate, in libp2p's text form.
 * `pem`: SPKI public key or X.509 certificate with an Ed25519 key. Throws `invalid-input` for anything else.
 */
export function peerIdFromPublicKeyPem(pem: string): string {
  const key = ed25519Key(() => createPublicKey(pem));
  return peerIdFromPublicKey(publicKeyFromRaw(keyPart(key, 'x'))).toString();
}

/** The peer id that belongs to a PKCS #8 Ed25519 private key. Throws `invalid-input` for anything else. */
export function peerIdFromPrivateKeyPem(pem: string): string {
  return peerIdFromPublicKey(libp2pPrivateKey(pem).publicKey).toString();
}

/** Whether `text` is a peer id that libp2p can read. */
export function isPeerId(text: string): boolean {
  try {
    peerIdFromString(text);
    return true;
  } catch {
    return false;
  }
}

/** The PKCS #8 PEM key in libp2p's form. Throws `invalid-input` when it is no Ed25519 private key; the message never has the key. */
export function libp2pPrivateKey(pem: string): ReturnType<typeof privateKeyFromRaw> {
  const key = ed25519Key(() => createPrivateKey(pem));
  // libp2p wants the 32-byte seed followed by the 32-byte public key.
  return privateKeyFromRaw(Buffer.concat([keyPart(key, 'd'), keyPart(key, 'x')]));
}

function ed25519Key(read: () => KeyObject): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    throw notEd25519('no key in PEM form');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw notEd25519(key.asymmetricKeyType ?? 'a key of an unknown kind');
  return key;
}

function keyPart(key: KeyObject, part: 'd' | 'x'): Buffer {
  const value = key.export({ format: 'jwk' })[part];
  if (value === undefined) throw notEd25519('a key without its parts');
  return Buffer.from(value, 'base64url');
}

function notEd25519(found: string): Error {
  return invalidInput([{ field: 'key', value: found, rule: 'must be an Ed25519 key in PEM form' }]);
}
