/** What every verb needs of one run. */
import type { Command } from 'commander';
import type { ApiClient } from '../client/api-client.ts';
import { createApiClient } from '../client/api-client.ts';
import type { GlobalFlags } from '../config/settings.ts';
import { resolveSettings } from '../config/settings.ts';
import type { Style } from '../present/text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { print, wantsColour } from '../terminal/terminal.ts';

export interface CommandContext {
  readonly terminal: Terminal;
  /** Flags that any verb takes, as given for this one. */
  readonly flags: (command: Command) => GlobalFlags;
  /** Runs `use` with a client for the server that flags, environment and profile name. */
  readonly withClient: <T>(command: Command, use: (client: ApiClient) => Promise<T>) => Promise<T>;
  /** To standard output: the API's JSON with --json, else the text for people. */
  readonly show: (command: Command, raw: unknown, text: (style: Style) => string) => void;
  readonly style: () => Style;
}

export function createContext(terminal: Terminal): CommandContext {
  const flags = (command: Command): GlobalFlags => command.optsWithGlobals<GlobalFlags>();
  const style = (): Style => ({ colour: wantsColour(terminal.stdout, terminal.env), nowMs: terminal.now() });
  return {
    terminal,
    flags,
    style,
    async withClient(command, use) {
      const client = createApiClient(await resolveSettings(terminal, flags(command)), terminal.signal);
      try {
        return await use(client);
      } finally {
        client.close();
      }
    },
    show(command, raw, text) {
      print(terminal.stdout, flags(command).json === true ? JSON.stringify(raw, null, 2) : text(style()));
    },
  };
}
