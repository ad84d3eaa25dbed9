/** `rapidvm vm console`: the VM's serial port on this terminal. */
import { SECOND_MS } from '@rapidvm/kernel';
import { Command, InvalidArgumentError, Option } from 'commander';
import { usageError } from '../cli-error.ts';
import type { ApiClient } from '../client/api-client.ts';
import { resolveId } from '../client/resolve-id.ts';
import { isConsoleEnd, SerialStream } from '../client/serial-stream.ts';
import { CONSOLE_LINGER_S, MAX_LINGER_S } from '../limits.ts';
import { present } from '../present/presenters.ts';
import { printable } from '../present/text.ts';
import { RawInput } from '../terminal/raw-input.ts';
import { print } from '../terminal/terminal.ts';
import type { CommandContext } from './context.ts';
import { parseInteger } from './field-values.ts';

interface ConsoleFlags {
  readonly kind: 'serial' | 'screen';
  readonly readOnly?: true;
  readonly escape: number | null;
  /** Seconds. */
  readonly linger: number;
}

const CTRL_RIGHT_BRACKET = 0x1d;
const CONTROL_BITS = 0x1f;

export function consoleCommand(context: CommandContext, name: string): Command {
  return new Command(name)
    .description('Type on the serial console of a VM; Ctrl-] leaves')
    .argument('<vm>', 'Name or id of the vm')
    .addOption(
      new Option('--kind <choice>', 'serial: here. screen: only its ticket, with --json')
        .choices(['serial', 'screen'])
        .default('serial'),
    )
    .option('--read-only', 'Only look')
    .addOption(
      new Option('--escape <key>', 'The key that leaves, like ^] or ^Q; none: no key does')
        .argParser(parseEscape)
        .default(CTRL_RIGHT_BRACKET, '^]'),
    )
    .option(
      '--linger <seconds>',
      'How long to stay when a pipe on standard input has ended; with --read-only it is not looked at',
      parseSeconds,
      CONSOLE_LINGER_S,
    )
    .action(async (vm: string, flags: ConsoleFlags, command: Command) => {
      await context.withClient(command, async (client) => {
        const id = await resolveId(client, 'vm', vm);
        if (context.flags(command).json === true) {
          const { raw, output } = await client.call('vm.console', { id, kind: flags.kind, readOnly: flags.readOnly ?? false });
          context.show(command, raw, (style) => present('vm.console', output, style));
          return;
        }
        if (flags.kind === 'screen')
          throw usageError(
            'A terminal can not show a screen',
            `Open it in the browser: ${client.settings.server.origin}, or get a ticket with --json`,
          );
        await attach(context, client, id, vm, flags);
      });
    });
}

/** "^]" → 0x1d, "none" → null. */
export function parseEscape(text: string): number | null {
  if (text === 'none') return null;
  const key = /^\^([@-_a-z])$/.exec(text)?.[1];
  if (key === undefined) throw new InvalidArgumentError('It must be none, or ^ and a key, like ^].');
  return key.toUpperCase().charCodeAt(0) & CONTROL_BITS;
}

function parseSeconds(text: string): number {
  const seconds = parseInteger(text);
  if (seconds >= 0 && seconds <= MAX_LINGER_S) return seconds;
  throw new InvalidArgumentError(`It must be from 0 to ${MAX_LINGER_S} seconds.`);
}

async function attach(
  context: CommandContext,
  client: ApiClient,
  vmId: string,
  name: string,
  flags: ConsoleFlags,
): Promise<void> {
  const { stdin, stdout, stderr, signal } = context.terminal;
  const note = (text: string): void => print(stderr, `\r\n[${printable(text)}]\r`);
  const left = new AbortController();
  let lingering: NodeJS.Timeout | undefined;
  let connected = false;
  const stream = new SerialStream({
    client,
    vmId,
    readOnly: flags.readOnly ?? false,
    write: (bytes) => new Promise((resolve) => (stdout.write(bytes) ? resolve() : stdout.once('drain', resolve))),
    onGap: (bytes) => note(`${bytes} bytes were lost: the guest wrote more than is kept`),
    onLost: (cause) => note(`connection lost, trying again: ${cause}`),
    // Who only looks types nothing, and stays whatever stands in for a keyboard.
    onConnected: () => {
      connected = true;
      if (stdin.isTTY === true || flags.readOnly !== true) input.start();
    },
    signal: AbortSignal.any([signal, left.signal]),
  });
  const input = new RawInput({
    stdin,
    escape: flags.escape,
    onEscape: () => left.abort(),
    onBytes: (bytes) => (flags.readOnly === true ? true : stream.send(bytes)),
    // The guest's answer to the last line is still to come.
    onEnd: () => (lingering = setTimeout(() => left.abort(), flags.linger * SECOND_MS)),
  });
  if (stdin.isTTY === true)
    print(
      stderr,
      `Console of ${printable(name)}. ${flags.escape === null ? '' : `Leave with ^${String.fromCharCode(flags.escape + 64)}.`}`,
    );
  try {
    await stream.run();
  } catch (error) {
    if (left.signal.aborted)
      note(lingering === undefined ? 'left the console' : `left the console: the input ended ${flags.linger} s ago`);
    else if (isConsoleEnd(error) && connected) note(error instanceof Error ? error.message : String(error));
    else throw error;
  } finally {
    clearTimeout(lingering);
    input.stop();
  }
}
