/** `rapidvm login`: a password for a session, the session for a token that stays in the profile. */
import type { OperationOutput } from '@rapidvm/operations';
import { Command } from 'commander';
import { usageError } from '../cli-error.ts';
import type { ApiClient } from '../client/api-client.ts';
import { createApiClient } from '../client/api-client.ts';
import { trustOnFirstUse } from '../client/first-contact.ts';
import type { Config } from '../config/config-file.ts';
import { DEFAULT_PROFILE, readConfig, writeConfig } from '../config/config-file.ts';
import type { Settings } from '../config/settings.ts';
import { parseServer, profileName, readSmallFile } from '../config/settings.ts';
import { LOGIN_TOKEN_DAYS } from '../limits.ts';
import { askLine, askSecret } from '../terminal/ask.ts';
import { printable } from '../present/text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { isInteractive, print } from '../terminal/terminal.ts';
import type { CommandContext } from './context.ts';
import { firstLine, parseInteger } from './field-values.ts';

interface LoginFlags {
  readonly username?: string;
  readonly passwordFile?: string;
  readonly caFingerprint?: string;
  readonly days: number;
}

export function loginCommand(context: CommandContext, name: string): Command {
  return new Command(name)
    .description('Log in with name and password; keeps a token for this server')
    .option('--username <name>', 'Account (default: asked for)')
    .option('--password-file <file>', 'Password: the first line of this file (default: asked for)')
    .option('--ca-fingerprint <sha256>', 'Trust the CA that the server shows if it has this SHA-256 fingerprint')
    .option('--days <number>', 'Days that the token is valid', parseInteger, LOGIN_TOKEN_DAYS)
    .action(async (_flags: unknown, command: Command) => login(context, command));
}

async function login(context: CommandContext, command: Command): Promise<void> {
  const { terminal } = context;
  const global = context.flags(command);
  const flags = command.opts<LoginFlags>();
  const config = await readConfig(terminal);
  const profile = profileName(terminal, global) ?? (global.server === undefined ? config.current : DEFAULT_PROFILE);
  const known = config.profiles[profile];
  const address = global.server ?? terminal.env['RAPIDVM_URL'] ?? known?.server;
  if (address === undefined) throw usageError('No server is given', 'Give --server https://HOST:PORT');
  const server = parseServer(address);
  if (!isInteractive(terminal)) refuseUnlessComplete(flags);
  const caFile = global.caFile ?? terminal.env['RAPIDVM_CA_FILE'];
  const knownCa = known !== undefined && parseServer(known.server).origin === server.origin ? known.ca : null;
  const ca =
    caFile !== undefined
      ? await readSmallFile(caFile)
      : (knownCa ?? (await trustOnFirstUse(terminal, server, flags.caFingerprint)));
  const username = flags.username ?? (await askLine(terminal, `Name at ${server.host}`, 'Give --username NAME'));
  const password = await passwordOf(context, flags.passwordFile, username);
  const made = await makeToken(context, { server, ca, token: null }, { username, password, days: flags.days });
  const entry = { server: server.origin, ca, username: made.session.user.name, token: made.secret, tokenId: made.token.id };
  await writeConfig(terminal, { ...config, current: profile, profiles: { ...config.profiles, [profile]: entry } });
  context.show(
    command,
    made.session,
    () => `Logged in to ${server.host} as ${made.session.user.name} (${made.session.user.role}).`,
  );
  tellOfChange(terminal, config, profile);
}

/** Whoever logs in somewhere else means the other server from now on; that must not come as a surprise. */
function tellOfChange(terminal: Terminal, { current, profiles }: Config, now: string): void {
  const before = profiles[current];
  if (before === undefined || current === now) return;
  const back = `Back to ${printable(before.server)}: rapidvm profile use ${printable(current)}`;
  print(terminal.stderr, `This is the server that is meant from now on (profile ${printable(now)}). ${back}`);
}

/** All that would be asked for is told at once: a script is not corrected word by word. */
function refuseUnlessComplete({ username, passwordFile }: LoginFlags): void {
  const missing = [
    ...(username === undefined ? ['--username NAME'] : []),
    ...(passwordFile === undefined ? ['--password-file FILE'] : []),
  ];
  if (missing.length === 0) return;
  throw usageError(
    'login asks for name and password, and there is no terminal to ask on',
    `Give ${missing.join(' and ')}; the password is the file's first line`,
  );
}

async function passwordOf({ terminal }: CommandContext, file: string | undefined, username: string): Promise<string> {
  if (file !== undefined) return firstLine(await readSmallFile(file));
  return askSecret(terminal, `Password of ${username}`, 'Give --password-file FILE');
}

interface MadeToken extends OperationOutput<'token.create'> {
  readonly session: OperationOutput<'session.login'>;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly days: number;
}

/** Logs in, makes a token with the session's rights, and ends the session again: a token can be revoked by itself. */
async function makeToken(
  { terminal }: CommandContext,
  settings: Settings,
  { username, password, days }: Credentials,
): Promise<MadeToken> {
  const anonymous = createApiClient(settings, terminal.signal);
  let withSession: ApiClient | undefined;
  try {
    const { output: session, headers } = await anonymous.call('session.login', { username, password });
    const cookie = (headers['set-cookie'] ?? []).map((each) => each.split(';', 1)[0]).join('; ');
    withSession = createApiClient(settings, terminal.signal, { cookie });
    const { output } = await withSession.call('token.create', {
      name: `rapidvm on ${terminal.hostName}`.slice(0, 128),
      expiresInDays: days,
    });
    await withSession.call('session.logout', {});
    return { ...output, session };
  } finally {
    anonymous.close();
    withSession?.close();
  }
}
