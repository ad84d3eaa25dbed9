/**
 * The cryptography of Noise by node:crypto alone. libp2p's own choice compiles WebAssembly at start, which costs an agent 7 MB resident memory
 * for messages that are few and small here. Keys are raw 32-byte X25519 keys; DER prefixes as in RFC 8410.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { ICryptoInterface } from '@libp2p/noise';

const CIPHER = 'chacha20-poly1305';
const TAG_BYTES = 16;
const HASH_BYTES = 32;
const PRIVATE_KEY_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_KEY_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

export const nativeCrypto: ICryptoInterface = {
  hashSHA256: (data) => createHash('sha256').update(data.subarray()).digest(),
  getHKDF(chainingKey, inputKey) {
    const made = new Uint8Array(hkdfSync('sha256', inputKey, chainingKey, '', 3 * HASH_BYTES));
    return [made.subarray(0, HASH_BYTES), made.subarray(HASH_BYTES, 2 * HASH_BYTES), made.subarray(2 * HASH_BYTES)];
  },
  generateX25519KeyPair() {
    const { publicKey, privateKey } = generateKeyPairSync('x25519');
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    return { publicKey: rawPublicKey(publicKey), privateKey: der.subarray(PRIVATE_KEY_PREFIX.length) };
  },
  generateX25519KeyPairFromSeed: (seed) => ({ publicKey: rawPublicKey(createPublicKey(privateKeyOf(seed))), privateKey: seed }),
  generateX25519SharedKey(privateKey, publicKey) {
    const key = Buffer.concat([PUBLIC_KEY_PREFIX, publicKey.subarray()]);
    return diffieHellman({
      privateKey: privateKeyOf(privateKey.subarray()),
      publicKey: createPublicKey({ key, type: 'spki', format: 'der' }),
    });
  },
  chaCha20Poly1305Encrypt(plaintext, nonce, associated, key) {
    const text = plaintext.subarray();
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(associated, { plaintextLength: text.byteLength });
    return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  },
  /** Throws when the text was changed; Noise then ends the connection. */
  chaCha20Poly1305Decrypt(ciphertext, nonce, associated, key) {
    const sealed = ciphertext.subarray();
    const text = sealed.subarray(0, -TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated, { plaintextLength: text.byteLength });
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(text), decipher.final()]);
  },
};

function privateKeyOf(raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_KEY_PREFIX, raw]), type: 'pkcs8', format: 'der' });
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' }).subarray(PUBLIC_KEY_PREFIX.length);
}
