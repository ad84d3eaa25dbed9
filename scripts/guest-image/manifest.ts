import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { jsonOrNull } from '../shared/json.ts';

const fileEntry = z.object({ file: z.string(), bytes: z.number(), sha256: z.string() });

const manifest = z.object({
  name: z.string(),
  architecture: z.enum(['x86_64', 'aarch64']),
  /** Which build of the image this is; see `recipeVersion`. */
  version: z.string(),
  description: z.string(),
  kernel: fileEntry,
  initrd: fileEntry,
  disk: fileEntry.extend({ format: z.literal('qcow2'), virtualBytes: z.number() }),
  commandLine: z.string(),
  packages: z.array(z.string()),
});

/** `image.json`: what lies in an image's folder. File names are relative to the folder. */
export type ImageManifest = z.infer<typeof manifest>;
export type ManifestFile = z.infer<typeof fileEntry>;

export const MANIFEST_NAME = 'image.json';

/** The manifest in `folder`, or null when there is none that this version can read. */
export async function readManifest(folder: string): Promise<ImageManifest | null> {
  try {
    const parsed = manifest.safeParse(jsonOrNull(await readFile(join(folder, MANIFEST_NAME), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

/** Size and checksum of a file in `folder`. */
export async function describeFile(folder: string, file: string): Promise<ManifestFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(join(folder, file)), async function (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  return { file, bytes, sha256: hash.digest('hex') };
}
