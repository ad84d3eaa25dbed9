import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { RapidError } from '@rapidvm/kernel';
import { jsonOrNull } from '../shared/json.ts';

const stateShape = z.object({
  version: z.literal(1),
  port: z.int(),
  listen: z.string(),
  databaseUrlFile: z.string().nullable(),
  /** The first VM has been made; when a person deletes it, it stays deleted. */
  helloMade: z.boolean(),
  /** VMs that ran when everything was stopped; the next start brings them back. */
  resume: z.array(z.string()),
  /** `down` was asked for: what ends from now on was ended, and did not crash. */
  stopped: z.boolean().default(false),
});

/** What the launcher remembers of an installation between runs. */
export type LauncherState = z.infer<typeof stateShape>;

/** The state, or null before the first `up`. Throws `corrupt-file` when the file is not what was written. */
export async function readState(file: string): Promise<LauncherState | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = stateShape.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  throw new RapidError(
    'corrupt-file',
    `${file} is not a launcher state`,
    { path: file, problem: z.prettifyError(parsed.error) },
    'Remove the file; the next ./rapidvm up --data DIR --port N writes it anew',
  );
}

export async function writeState(file: string, state: LauncherState): Promise<void> {
  await writeWhole(file, JSON.stringify(state, null, 2) + '\n', 0o644);
}

/** Writes a file whole or not at all. */
export async function writeWhole(file: string, content: string, mode: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content, { mode, flush: true });
  await rename(`${file}.part`, file);
}
