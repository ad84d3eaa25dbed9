/** Secrets as we make and compare them. Stored is only their SHA-256: with 256 random bits a slow hash would add nothing. */
import type { Rng } from '@rapidvm/kernel';

const SECRET_BYTES = 32;
/** 24 characters of 6 bits: beyond guessing, short enough to type once. */
const PASSWORD_CHARS = 24;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Marks our API tokens, so that scanners find leaked ones. */
export const TOKEN_PREFIX = 'rvm_';

/** 256 bits, base64url. */
export function newSecret(rng: Rng): string {
  return Buffer.from(rng.bytes(SECRET_BYTES)).toString('base64url');
}

/** 256 bits, lower-case hex. */
export function newSecretHex(rng: Rng): string {
  return Buffer.from(rng.bytes(SECRET_BYTES)).toString('hex');
}

export function newPassword(rng: Rng): string {
  return Array.from(rng.bytes(PASSWORD_CHARS), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** Takes as long wherever two digests of the same length differ. */
export function sameSecret(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let i = 0; i < one.length; i += 1) difference |= one.charCodeAt(i) ^ other.charCodeAt(i);
  return difference === 0;
}
