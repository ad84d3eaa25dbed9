/** What the host knows of itself on disk: id, certificate, authority, and where the controller is. The key lies beside it. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeWhole } from '@rapidvm/agent-app';
import type { HostId } from '@rapidvm/kernel';
import { RapidError, asId, isUuid } from '@rapidvm/kernel';
import { z } from 'zod';
import { MAX_CONTROLLER_URLS } from './limits.ts';

const pem = z.string().refine(isCertificate, 'must be a certificate in PEM');

const schema = z.object({
  format: z.literal('rapidvm-host-identity'),
  version: z.literal(1),
  hostId: z
    .string()
    .refine(isUuid)
    .transform((id) => asId<HostId>(id)),
  certificate: pem,
  caCertificate: pem,
  controllerUrls: z.array(z.string()).max(MAX_CONTROLLER_URLS),
});

export type StoredIdentity = Omit<z.infer<typeof schema>, 'format' | 'version'>;

/** Null: this host has not joined yet. Throws `corrupt-file`. */
export async function readIdentity(path: string): Promise<StoredIdentity | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { hostId, certificate, caCertificate, controllerUrls } = schema.parse(JSON.parse(text));
    return { hostId, certificate, caCertificate, controllerUrls };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const hint = 'Restore it from a backup, or remove it and join again with a new token';
    throw new RapidError('corrupt-file', `The identity file ${path} is damaged`, { path, problem }, hint, error);
  }
}

export async function writeIdentity(path: string, identity: StoredIdentity): Promise<void> {
  await writeWhole(path, `${JSON.stringify({ format: 'rapidvm-host-identity', version: 1, ...identity }, null, 1)}\n`);
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    // Not a certificate: that is the answer.
    return false;
  }
}
