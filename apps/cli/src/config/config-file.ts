/** ~/.config/rapidvm/config.json: the servers one is logged in to. Only its owner may read it, for it holds tokens. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { parseJson } from '../client/parse-json.ts';

const profileSchema = z.object({
  server: z.string(),
  /** PEM of the CA this server must be certified by; null: those the system trusts. */
  ca: z.string().nullable(),
  username: z.string(),
  token: z.string(),
  tokenId: z.string(),
});
const configSchema = z.object({ version: z.literal(1), current: z.string(), profiles: z.record(z.string(), profileSchema) });

export type Profile = z.infer<typeof profileSchema>;
export type Config = z.infer<typeof configSchema>;

export const DEFAULT_PROFILE = 'default';
const EMPTY: Config = { version: 1, current: DEFAULT_PROFILE, profiles: {} };
const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

export function configPath({ env, home }: Terminal): string {
  const folder = env['XDG_CONFIG_HOME'];
  return join(folder === undefined || folder === '' ? join(home, '.config') : folder, 'rapidvm', 'config.json');
}

/** The configuration; an empty one when there is no file yet. */
export async function readConfig(terminal: Terminal): Promise<Config> {
  const path = configPath(terminal);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return EMPTY;
    throw new CliError(EXIT.failed, `${path} can't be read: ${messageOf(error)}`, 'Make it readable for yourself', error);
  }
  const parsed = configSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new CliError(EXIT.failed, `${path} is damaged`, `Remove it and log in again`);
}

/** Writes it whole or not at all. */
export async function writeConfig(terminal: Terminal, config: Config): Promise<void> {
  const path = configPath(terminal);
  await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
  const aside = `${path}.${process.pid}.new`;
  const file = await open(aside, 'w', OWNER_ONLY_FILE);
  try {
    await file.chmod(OWNER_ONLY_FILE);
    await file.writeFile(`${JSON.stringify(config, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
