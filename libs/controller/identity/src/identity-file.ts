/** A private key and its certificates in one file, so that neither can ever be there without the other. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RapidError } from '@rapidvm/kernel';

export interface KeyAndCertificate {
  /** PKCS #8. */
  readonly privateKeyPem: string;
  /** The certificate, then its issuers, without the root of hosts and people trust stores. */
  readonly certificatePem: string;
}

const PRIVATE = 0o600;
const PUBLIC = 0o644;
const BLOCK = /-----BEGIN (PRIVATE KEY|CERTIFICATE)-----[^-]+-----END \1-----\n?/g;

/** Null when there is no such file. Refuses `corrupt-file` when it lacks the key or the certificate. */
export async function readIdentityFile(path: string): Promise<KeyAndCertificate | null> {
  const text = await readSecretFile(path);
  if (text === null) return null;
  const blocks = [...text.matchAll(BLOCK)];
  const privateKeyPem = blocks.find((block) => block[1] === 'PRIVATE KEY')?.[0];
  const certificatePem = blocks
    .filter((block) => block[1] === 'CERTIFICATE')
    .map((block) => block[0])
    .join('');
  if (privateKeyPem === undefined || certificatePem === '') {
    const details = { path, problem: 'a private key or a certificate is missing in it' };
    throw new RapidError(
      'corrupt-file',
      'An identity file is damaged',
      details,
      'Restore it from a backup, or move it away to have a new one made',
    );
  }
  return { privateKeyPem, certificatePem };
}

/** Replaces the file whole. */
export async function writeIdentityFile(path: string, identity: KeyAndCertificate): Promise<void> {
  await writeAside(path, text(identity), PRIVATE, rename);
}

/** Makes the file unless it is there already: of two processes that start at once, one wins and both use its identity. */
export async function createIdentityFile(path: string, identity: KeyAndCertificate): Promise<KeyAndCertificate> {
  const written = text(identity);
  // What another has made meanwhile is read as what it is.
  return (await createSecretFile(path, written)) === written ? identity : ((await readIdentityFile(path)) ?? identity);
}

/** The text of a file; null when there is none. Refuses `unavailable`. */
export async function readSecretFile(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw fileError(path, error);
  });
}

/** Makes a file that only its owner can read, unless it is there; returns what it then holds. */
export async function createSecretFile(path: string, content: string): Promise<string> {
  try {
    await writeAside(path, content, PRIVATE, async (aside, final) => {
      await link(aside, final);
      await unlink(aside);
    });
    return content;
  } catch (error) {
    const existing = await readSecretFile(path);
    if (existing !== null) return existing;
    throw error;
  }
}

/** For people and scripts: a certificate alone, readable by all. */
export async function writeCertificateFile(path: string, certificatePem: string): Promise<void> {
  await writeAside(path, certificatePem, PUBLIC, rename);
}

const text = (identity: KeyAndCertificate): string => identity.privateKeyPem + identity.certificatePem;

/** Written aside, on disk before it has its name: whole or not at all. */
async function writeAside(
  path: string,
  content: string,
  mode: number,
  putInPlace: (aside: string, final: string) => Promise<void>,
): Promise<void> {
  const aside = `${path}.${randomUUID()}.new`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(aside, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await putInPlace(aside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await unlink(aside).catch(() => undefined);
    throw fileError(path, error);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function fileError(path: string, error: unknown): RapidError {
  const cause = error instanceof Error ? error.message : String(error);
  return new RapidError(
    'unavailable',
    'An identity file could not be read or written',
    { what: path, cause },
    'Check the folder’s owner, its mode and the free space',
    error,
  );
}
