/** Which server, trusted how, with which token: flags before environment before the profile one logged in to. */
import { readFile, stat } from 'node:fs/promises';
import { CliError, usageError } from '../cli-error.ts';
import { EXIT } from '../exit-codes.ts';
import { MAX_SECRET_FILE_BYTES } from '../limits.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Config, Profile } from './config-file.ts';
import { readConfig } from './config-file.ts';

/** The flags that every verb takes. */
export interface GlobalFlags {
  readonly server?: string;
  readonly caFile?: string;
  readonly tokenFile?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

export interface Settings {
  readonly server: URL;
  /** PEM; null: the CAs the system trusts. */
  readonly ca: string | null;
  readonly token: string | null;
}

/** Settings, and the profile whose login they are; null: none's, as its token came from elsewhere. */
export interface ChosenSettings extends Settings {
  readonly profile: string | null;
}

/** Refuses (exit 3) when no server is known, (exit 2) for a URL or a file that does not do. */
export async function resolveSettings(terminal: Terminal, flags: GlobalFlags): Promise<ChosenSettings> {
  const { env } = terminal;
  const config = await readConfig(terminal);
  const profile = chosenProfile(config, profileName(terminal, flags));
  const server = flags.server ?? env['RAPIDVM_URL'] ?? profile?.server;
  if (server === undefined) {
    throw new CliError(EXIT.notAuthenticated, 'Not logged in to any server', 'Run: rapidvm login --server https://HOST:PORT');
  }
  const url = parseServer(server);
  // A token goes only to the server that it was made for.
  const own = profile !== undefined && parseServer(profile.server).origin === url.origin ? profile : undefined;
  const caFile = flags.caFile ?? env['RAPIDVM_CA_FILE'];
  const tokenFile = flags.tokenFile ?? env['RAPIDVM_TOKEN_FILE'];
  return {
    server: url,
    ca: caFile === undefined ? (own?.ca ?? null) : await readSmallFile(caFile),
    token: tokenFile === undefined ? (own?.token ?? null) : (await readSmallFile(tokenFile)).trim(),
    profile: own === undefined || tokenFile !== undefined ? null : (profileName(terminal, flags) ?? config.current),
  };
}

/** The name of the profile in use; undefined: the one that was logged in to last. */
export function profileName({ env }: Terminal, flags: GlobalFlags): string | undefined {
  return flags.profile ?? env['RAPIDVM_PROFILE'];
}

function chosenProfile(config: Config, name: string | undefined): Profile | undefined {
  return name === undefined ? config.profiles[config.current] : knownProfile(config, name);
}

/** Refuses (exit 2) a profile that nobody logged in with. */
export function knownProfile(config: Config, name: string): Profile {
  const profile = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
  if (profile !== undefined) return profile;
  const known = Object.keys(config.profiles).join(', ') || 'none';
  throw usageError(
    `There is no profile ${name}`,
    `Profiles: ${known}. Make one: rapidvm login --profile ${name} --server https://HOST:PORT`,
  );
}

export function parseServer(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.pathname === '/' && url.search === '' && url.username === '') return url;
  throw usageError(`${text} is not the address of a server`, 'Give it as https://HOST:PORT');
}

/** A short text file. Refuses (exit 2) when it can't be read. */
export async function readSmallFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_SECRET_FILE_BYTES) return await readFile(path, 'utf8');
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw usageError(`${path} can't be read: ${cause}`, 'Give a file that exists and that you may read');
  }
  throw usageError(`${path} is too large`, `Give a file of at most ${MAX_SECRET_FILE_BYTES} bytes`);
}
