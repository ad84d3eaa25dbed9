/** The host's key: Ed25519, made here, never leaves. One key is the host's identity in TLS and in the mesh. */
import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeWhole } from '@rapidvm/agent-app';
import { RapidError } from '@rapidvm/kernel';

export interface HostKey {
  /** PKCS#8 PEM: for TLS and for the mesh. A secret. */
  readonly privateKeyPem: string;
  /** SPKI PEM. */
  readonly publicKeyPem: string;
  /** Base64 signature over the text. */
  sign(text: string): string;
}

const OWNER_ONLY = 0o600;

/** Reads the key, or makes it if there is none. Throws `corrupt-file` for anything but an Ed25519 key: a new one would be a new host. */
export async function openHostKey(path: string): Promise<HostKey> {
  const stored = await readIfThere(path);
  if (stored !== null) return hostKey(parseKey(path, stored));
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = hostKey(privateKey);
  await writeWhole(path, key.privateKeyPem, OWNER_ONLY);
  return key;
}

function hostKey(privateKey: KeyObject): HostKey {
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

function parseKey(path: string, pem: string): KeyObject {
  const hint = 'Restore the key from a backup, or empty the data directory and join again as a new host';
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new RapidError(
      'corrupt-file',
      `${path} is not an Ed25519 key`,
      { path, problem: `it is ${key.asymmetricKeyType}` },
      hint,
    );
  } catch (error) {
    if (error instanceof RapidError) throw error;
    throw new RapidError(
      'corrupt-file',
      `The host key ${path} is damaged`,
      { path, problem: 'it can’t be read as a private key' },
      hint,
      error,
    );
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
