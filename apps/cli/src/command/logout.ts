/** `rapidvm logout`: the token is revoked, and its login forgotten. */
import { isRapidError } from '@rapidvm/kernel';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { createApiClient } from '../client/api-client.ts';
import type { Config, Profile } from '../config/config-file.ts';
import { DEFAULT_PROFILE, readConfig, writeConfig } from '../config/config-file.ts';
import { parseServer, profileName } from '../config/settings.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../present/text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { print } from '../terminal/terminal.ts';
import type { CommandContext } from './context.ts';

export function logoutCommand(context: CommandContext, name: string): Command {
  return new Command(name)
    .description('Revoke the token of this profile and forget it')
    .option('--forget', "Forget it here even when the server can't be reached; its token stays valid there")
    .action(async (_flags: unknown, command: Command) => {
      const { terminal } = context;
      const config = await readConfig(terminal);
      const profile = profileName(terminal, context.flags(command)) ?? config.current;
      const known = config.profiles[profile];
      if (known === undefined)
        throw new CliError(
          EXIT.notAuthenticated,
          `Not logged in with profile ${profile}`,
          'See which there are: rapidvm profile list',
        );
      const forget = command.opts<{ forget?: boolean }>().forget === true;
      const revoked = await revoke(terminal, known).catch((error: unknown) => {
        if (forget && isUnreachable(error)) return false;
        throw withForgetHint(error, profile);
      });
      const rest = without(config, profile);
      await writeConfig(terminal, rest);
      print(terminal.stderr, revoked ? `Logged out of ${known.server}.` : forgotten(known));
      const next = rest.profiles[rest.current];
      if (profile === config.current && next !== undefined)
        print(terminal.stderr, `From now on ${printable(next.server)} is meant (profile ${printable(rest.current)}).`);
    });
}

async function revoke({ signal }: Terminal, { server, ca, token, tokenId }: Profile): Promise<true> {
  const client = createApiClient({ server: parseServer(server), ca, token }, signal);
  try {
    await client.call('token.delete', { id: tokenId });
  } catch (error) {
    // Revoked or expired already: what is wanted.
    if (!isRapidError(error, 'not-authenticated', 'not-found')) throw error;
  } finally {
    client.close();
  }
  return true;
}

const isUnreachable = (error: unknown): error is CliError => error instanceof CliError && error.exitCode === EXIT.unreachable;

function forgotten({ server, tokenId }: Profile): string {
  return `Forgot the login to ${server}. Its token ${tokenId} is valid there until it expires or is revoked.`;
}

/** A server that is gone for good must not keep its login here for ever. */
function withForgetHint(error: unknown, profile: string): unknown {
  if (!isUnreachable(error)) return error;
  const hint = `${error.hint} If it is gone for good: rapidvm logout --profile ${profile} --forget`;
  return new CliError(error.exitCode, error.message, hint, error);
}

function without(config: Config, profile: string): Config {
  const profiles = Object.fromEntries(Object.entries(config.profiles).filter(([name]) => name !== profile));
  return {
    ...config,
    profiles,
    current: profile === config.current ? (Object.keys(profiles)[0] ?? DEFAULT_PROFILE) : config.current,
  };
}
