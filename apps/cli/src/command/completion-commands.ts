import { Argument, Command } from 'commander';
import { createApiClient } from '../client/api-client.ts';
import { readConfig } from '../config/config-file.ts';
import type { GlobalFlags } from '../config/settings.ts';
import { resolveSettings } from '../config/settings.ts';
import { COMPLETION_TIMEOUT_MS } from '../limits.ts';
import { printable } from '../present/text.ts';
import { print } from '../terminal/terminal.ts';
import type { Shell } from './completion.ts';
import { candidatesFor, COMPLETION_SCRIPTS, flagsOn, namesFromServer, SHELLS } from './completion.ts';
import type { CommandContext } from './context.ts';

export function completionCommand({ terminal }: CommandContext): Command {
  return new Command('completion')
    .description('Print the completion script of a shell, to be sourced')
    .addArgument(new Argument('<shell>', 'The shell').choices([...SHELLS]))
    .action((shell: Shell) => print(terminal.stdout, COMPLETION_SCRIPTS[shell]));
}

/** What the scripts call. It says nothing rather than fail: an error message has no place on a line that is being typed. */
export function completeCommand({ terminal }: CommandContext, program: Command): Command {
  return new Command('__complete')
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: readonly string[]) => {
      const flags = flagsOn(program, words);
      const found = await candidatesFor(program, words, (name) => quietly(() => names(name, flags)));
      if (found.length > 0) print(terminal.stdout, found.map(({ word, description }) => `${word}\t${description}`).join('\n'));
    });

  async function names(name: string, flags: GlobalFlags): Promise<readonly string[]> {
    if (name === 'profile') return Object.keys((await readConfig(terminal)).profiles).map(printable);
    const signal = AbortSignal.any([terminal.signal, AbortSignal.timeout(COMPLETION_TIMEOUT_MS)]);
    // Of the server that the line being typed is for.
    const client = createApiClient(await resolveSettings(terminal, flags), signal);
    try {
      return await namesFromServer(client, name);
    } finally {
      client.close();
    }
  }
}

async function quietly(list: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await list();
  } catch {
    // Not logged in, or no server: there is nothing to offer.
    return [];
  }
}
