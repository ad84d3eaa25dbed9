/** `rapidvm event watch`: one line an event, until interrupted. */
import { Command } from 'commander';
import type { StreamNews } from '../client/event-stream.ts';
import { followEvents } from '../client/event-stream.ts';
import { event as eventText } from '../present/tasks.ts';
import { printable } from '../present/text.ts';
import { print } from '../terminal/terminal.ts';
import type { CommandContext } from './context.ts';
import { parseInteger } from './field-values.ts';

export function watchCommand(context: CommandContext, name: string): Command {
  return new Command(name)
    .description('Follow events as they happen; goes on where it was after a broken connection')
    .option('--after <cursor>', 'Begin after this event (default: only new ones)', parseInteger)
    .action(async (_flags: unknown, command: Command) => {
      const { terminal } = context;
      const { after } = command.opts<{ after?: number }>();
      const json = context.flags(command).json === true;
      await context.withClient(command, async (client) => {
        for await (const news of followEvents(client, after, terminal.signal)) {
          if (news.kind === 'event')
            await write(context, json ? JSON.stringify(news.raw) : eventText(news.event, context.style()));
          else print(terminal.stderr, streamWords(news, after));
        }
      });
    });
}

/** For standard error: what goes on with the stream itself. */
function streamWords(news: Exclude<StreamNews, { kind: 'event' }>, after: number | undefined): string {
  switch (news.kind) {
    case 'open':
      return `Watching for events ${after === undefined ? 'from now on' : `after ${after}`}. Ctrl-C ends it.`;
    case 'back':
      return 'Connected again.';
    case 'lost':
      return `Connection lost, trying again: ${printable(news.cause)}`;
  }
}

/** A reader that is slow, like a pager, slows the stream and not our memory. */
async function write({ terminal }: CommandContext, line: string): Promise<void> {
  if (terminal.stdout.write(`${line}\n`)) return;
  await new Promise<void>((resolve) => terminal.stdout.once('drain', resolve));
}
