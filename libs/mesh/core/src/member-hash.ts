/** Hashes that every member computes alike. They spread well and are no secret: whoever speaks here was authenticated before. */

const FNV_PRIME = 0x01000193;
const TWO_32 = 2 ** 32;

/** A whole number in 0 … 2^32−1 from `text` and `seed`. FNV-1a with the final mix of MurmurHash3. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), FNV_PRIME);
  return mix32(value);
}

/** Spreads the bits of a whole number over 0 … 2^32−1. */
export function mix32(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Mixes the whole numbers `parts` (each below 2^53) into one of 0 … 2^32−1. */
export function hashNumbers(seed: number, ...parts: readonly number[]): number {
  let value = seed;
  for (const part of parts) {
    value = Math.imul(value ^ (part >>> 0), FNV_PRIME);
    value = Math.imul(value ^ Math.floor(part / TWO_32), FNV_PRIME);
    value ^= value >>> 15;
  }
  return mix32(value);
}

/** Names a member in 6 bytes on the wire. Two of 5,000 members share one with a chance of 1 in 20 million. */
export function memberKey(peerId: string): number {
  return (hash32(peerId) % 0x10000) * TWO_32 + hash32(peerId, 0x9747b28c);
}
