import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RapidError } from '@rapidvm/kernel';

const perArchitecture = z.object({
  debianArchitecture: z.string(),
  kernelPackage: z.string(),
  serial: z.string(),
  commandLine: z.string(),
});

const recipeFile = z.object({
  x86_64: perArchitecture,
  aarch64: perArchitecture,
  userlandPackage: z.string(),
  shellPackage: z.string(),
  terminfoPackage: z.string(),
  terminals: z.array(z.string()),
  fontPackage: z.string(),
  font: z.string(),
  initramfsModules: z.array(z.string()),
  rootModules: z.array(z.string()),
});

export type Architecture = 'x86_64' | 'aarch64';

/** What the image is made of: deploy/guest/packages.json. */
export type Recipe = z.infer<typeof recipeFile>;

const ROOT = join(import.meta.dirname, '..', '..');

/** The folder with the guest's own files. */
export const GUEST_FILES = join(ROOT, 'deploy', 'guest');

/** Reads the recipe. Throws `corrupt-file` when it is not what this builder expects. */
export async function readRecipe(): Promise<Recipe> {
  const path = join(GUEST_FILES, 'packages.json');
  const parsed = recipeFile.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success)
    throw new RapidError(
      'corrupt-file',
      `${path} is not a guest recipe`,
      { path, problem: z.prettifyError(parsed.error) },
      'Restore the file from git',
    );
  return parsed.data;
}

/**
 * A name for everything this repository puts into the image: it changes when the guest's files or its builder do. Newer Debian packages do
 * not change it, so that a second build needs no network.
 */
export async function recipeVersion(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [GUEST_FILES, import.meta.dirname]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.md') && !entry.name.endsWith('.spec.ts'));
    for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      hash
        .update(file.slice(ROOT.length))
        .update('\0')
        .update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** The architecture of this machine. Throws `unsupported` on others than the two. */
export function hostArchitecture(): Architecture {
  if (process.arch === 'x64') return 'x86_64';
  if (process.arch === 'arm64') return 'aarch64';
  throw new RapidError(
    'unsupported',
    `There is no guest image for ${process.arch}`,
    { what: `processor ${process.arch}`, need: 'x64 or arm64' },
    'Run RapidVM on an x86-64 or arm64 machine',
  );
}
