/** The one secret that all controllers of a cluster share. It seals what the database has to keep and nobody may read there. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Sealer } from '@rapidvm/controller-app';
import { RapidError } from '@rapidvm/kernel';
import { createSecretFile, readSecretFile } from './identity-file.ts';

const PREFIX = 'rapidvm-cluster-key-v1 ';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const SEALED = 'v1.';

/** The key in `path`; null when there is none. Refuses `corrupt-file`, `unavailable`. */
export async function readClusterKey(path: string): Promise<Sealer | null> {
  const text = await readSecretFile(path);
  return text === null ? null : sealerOf(path, text);
}

/** The key in `path`, made (0600, once) if there is none. Refuses `corrupt-file`, `unavailable`. */
export async function openClusterKey(path: string): Promise<Sealer> {
  const made = `${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}\n`;
  return sealerOf(path, (await readSecretFile(path)) ?? (await createSecretFile(path, made)));
}

function sealerOf(path: string, text: string): Sealer {
  const secret = Buffer.from(text.startsWith(PREFIX) ? text.slice(PREFIX.length).trim() : '', 'base64url');
  if (secret.length !== KEY_BYTES) {
    const problem = `it does not hold “${PREFIX.trim()}” and a key`;
    throw new RapidError(
      'corrupt-file',
      'The cluster key is damaged',
      { path, problem },
      'Restore it from a backup or another controller',
    );
  }
  return createSealer(secret);
}

/** Seals with `secret`, 32 bytes that nobody else has. */
export function createSealer(secret: Uint8Array): Sealer {
  return {
    seal(purpose, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keyFor(secret, purpose), nonce);
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return SEALED + sealed.toString('base64url');
    },
    open: (purpose, sealed) => open(keyFor(secret, purpose), sealed),
    mark: (purpose, text) =>
      createHmac('sha256', keyFor(secret, `mark of ${purpose}`))
        .update(text)
        .digest('base64url'),
  };
}

/** A key for each purpose: what was sealed for one can't be passed off as another. */
function keyFor(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), `rapidvm ${purpose}`, KEY_BYTES));
}

function open(key: Uint8Array, sealed: string): string | null {
  const bytes = Buffer.from(sealed.startsWith(SEALED) ? sealed.slice(SEALED.length) : '', 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    // What authentication fails for: another key, another purpose, or damage. Which of them, nobody can tell.
    return null;
  }
}
