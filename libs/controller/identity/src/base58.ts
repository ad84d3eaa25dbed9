const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE = 58n;

/** Base58 as Bitcoin and libp2p write it: each leading zero byte is a `1`. */
export function base58btc(bytes: Uint8Array): string {
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let digits = '';
  while (value > 0n) {
    digits = ALPHABET.charAt(Number(value % BASE)) + digits;
    value /= BASE;
  }
  const firstOther = bytes.findIndex((byte) => byte !== 0);
  return ALPHABET.charAt(0).repeat(firstOther === -1 ? bytes.length : firstOther) + digits;
}
