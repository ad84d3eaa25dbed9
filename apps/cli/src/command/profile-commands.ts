/** `rapidvm profile list` and `use`, and `whoami`: which servers one is logged in to, and which of them is meant. */
import { Command } from 'commander';
import { readConfig, writeConfig } from '../config/config-file.ts';
import { knownProfile, profileName, resolveSettings } from '../config/settings.ts';
import { sessionFields } from '../present/access.ts';
import { block, listing, printable } from '../present/text.ts';
import { print } from '../terminal/terminal.ts';
import type { CommandContext } from './context.ts';

export function profileCommands(context: CommandContext): readonly Command[] {
  return [listCommand(context), useCommand(context)];
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('List them; * is the one that is meant')
    .action(async (_flags: unknown, command: Command) => {
      const config = await readConfig(context.terminal);
      const current = profileName(context.terminal, context.flags(command)) ?? config.current;
      // Never the token.
      const shown = Object.entries(config.profiles).map(([name, { server, username }]) => ({
        ...{ name, server, username },
        current: name === current,
      }));
      context.show(command, { items: shown }, () =>
        listing(
          'Not logged in to any server. Log in: rapidvm login --server https://HOST:PORT',
          ['', 'NAME', 'SERVER', 'USER'],
          shown.map((each) => [each.current ? '*' : '', printable(each.name), printable(each.server), printable(each.username)]),
        ),
      );
    });
}

function useCommand({ terminal }: CommandContext): Command {
  return new Command('use')
    .description('Mean this one from now on, wherever none is named')
    .argument('<profile>', 'Name of the profile')
    .action(async (name: string) => {
      const config = await readConfig(terminal);
      const { server, username } = knownProfile(config, name);
      await writeConfig(terminal, { ...config, current: name });
      print(terminal.stderr, `From now on: ${printable(server)} as ${printable(username)} (profile ${printable(name)}).`);
    });
}

/** The operation, and what only this side knows: which server is asked, by which login. */
export function whoamiCommand(context: CommandContext, name: string): Command {
  return new Command(name).description('Who am I, where, and what may I do').action(async (_flags: unknown, command: Command) => {
    const { server, profile } = await resolveSettings(context.terminal, context.flags(command));
    await context.withClient(command, async (client) => {
      const { raw, output } = await client.call('session.get', {});
      context.show(command, raw, () =>
        block([['Server', server.origin], ['Profile', profile === null ? null : printable(profile)], ...sessionFields(output)]),
      );
    });
  });
}
