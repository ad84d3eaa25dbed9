/** A verb made from its row in the table of operations. */
import { OPERATIONS } from '@rapidvm/operations';
import { invalidInput, isRapidError, RapidError } from '@rapidvm/kernel';
import { Argument, Command, Option } from 'commander';
import { usageError } from '../cli-error.ts';
import type { ApiClient } from '../client/api-client.ts';
import { fieldIssuesOf } from '../present/failure.ts';
import type { PresentedOperation } from '../present/presenters.ts';
import { printable } from '../present/text.ts';
import { askYes } from '../terminal/ask.ts';
import { isInteractive } from '../terminal/terminal.ts';
import type { CommandContext } from './context.ts';
import type { FieldFlag } from './field-flags.ts';
import { fieldFlags } from './field-flags.ts';
import { listParser, parseInteger, parseMebibytes, parseNumber, parsePair, resolveField, takeSecret } from './field-values.ts';
import { runOperation } from './run-operation.ts';

/** What can't be had back: a person is asked first; a script, which has no terminal, is not. */
const ASKED_FIRST: Readonly<Partial<Record<PresentedOperation, (name: string, server: string) => string>>> = {
  'vm.delete': (name, server) => `Delete the VM ${name} and its disks, on ${server}?`,
  'host.remove': (name, server) => `Remove the host ${name} from the cluster ${server}?`,
  'user.delete': (name, server) => `Delete the account ${name}, its sessions and its tokens, on ${server}?`,
};

/** The command for `operation`: its last word is its name. */
export function operationCommand(context: CommandContext, operation: PresentedOperation, name: string): Command {
  const { summary, effect } = OPERATIONS[operation];
  const flags = fieldFlags(operation);
  const command = new Command(name).description(summary);
  for (const flag of flags) addFlag(command, flag);
  if (effect === 'task' || operation === 'task.get')
    command.option('--wait', 'Wait until the task has ended; exit 1 when it failed');
  if (ASKED_FIRST[operation] !== undefined) command.option('-y, --yes', 'Do not ask');
  return command.action(async () => {
    const typed = await typedValues(context, command, flags);
    await context.withClient(command, async (client) => {
      const input = await inputOf(client, flags, typed);
      // Only what is there is worth a question.
      await confirm(context, operation, command, client.settings.server.host);
      await runOperation(context, command, client, operation, input).catch((error: unknown) => {
        throw context.flags(command).json === true ? error : asTyped(error, operation, flags);
      });
    });
  });
}

function addFlag(command: Command, flag: FieldFlag): void {
  const { takes, description, required, name } = flag;
  if (flag.positional) {
    command.addArgument(new Argument(`<${name}>`, description));
    return;
  }
  if (takes.form === 'secret') {
    command.option(`--${name}-file <file>`, `${description}: the first line of this file`);
    if (!required) command.option(`--ask-${name}`, `${description}: ask for it`);
    return;
  }
  command.addOption(optionOf(flag).makeOptionMandatory(required));
}

function optionOf({ name, description, takes }: FieldFlag): Option {
  switch (takes.form) {
    case 'flag':
      return new Option(`--${name}`, description);
    case 'integer':
      return new Option(`--${name} <number>`, description).argParser(parseInteger);
    case 'number':
      return new Option(`--${name} <number>`, description).argParser(parseNumber);
    case 'mebibytes':
      return new Option(`--${name} <size>`, description).argParser(parseMebibytes);
    case 'choice':
      return new Option(`--${name} <choice>`, description).choices([...takes.choices]);
    case 'list': {
      const among = takes.choices.length === 0 ? '' : ` (choices: ${takes.choices.join(', ')})`;
      return new Option(`--${name} <list>`, `${description}, comma-separated${among}`).argParser(listParser(takes.choices));
    }
    case 'pairs':
      return new Option(`--${name} <key=value>`, `${description}; may be given again`).argParser(parsePair);
    case 'reference':
      return new Option(`--${name} <name>`, description);
    case 'secret':
    case 'text':
      return new Option(`--${name} <text>`, description);
  }
}

/** Field → what was typed for it. */
async function typedValues(
  context: CommandContext,
  command: Command,
  flags: readonly FieldFlag[],
): Promise<ReadonlyMap<string, unknown>> {
  const typed = new Map<string, unknown>();
  const options = command.opts<Record<string, unknown>>();
  let position = 0;
  for (const flag of flags) {
    if (flag.positional) {
      typed.set(flag.field, command.processedArgs[position]);
      position += 1;
    } else if (flag.takes.form === 'secret') {
      const file = options[camel(`${flag.name}-file`)];
      const ask = flag.required || options[camel(`ask-${flag.name}`)] === true;
      typed.set(flag.field, await takeSecret(context.terminal, flag, { file: typeof file === 'string' ? file : undefined, ask }));
    } else {
      typed.set(flag.field, options[camel(flag.name)]);
    }
  }
  return typed;
}

async function inputOf(
  client: ApiClient,
  flags: readonly FieldFlag[],
  typed: ReadonlyMap<string, unknown>,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  for (const flag of flags) {
    const value = await resolveField(client, flag, typed.get(flag.field));
    if (value !== undefined) input[flag.field] = value;
  }
  return input;
}

async function confirm(context: CommandContext, operation: PresentedOperation, command: Command, server: string): Promise<void> {
  const question = ASKED_FIRST[operation];
  if (question === undefined || command.opts<{ yes?: boolean }>().yes === true || !isInteractive(context.terminal)) return;
  const what = printable(String(command.processedArgs[0]));
  if (!(await askYes(context.terminal, question(what, server), 'Give --yes'))) throw usageError('Nothing was changed', '');
}

/** A refusal of fields, in the words of who typed them: flags instead of the API's names. Anything else is itself. */
function asTyped(error: unknown, operation: PresentedOperation, flags: readonly FieldFlag[]): unknown {
  const refused = isRapidError(error, 'invalid-input') ? fieldIssuesOf(error.toRecord()) : null;
  if (refused === null || !isRapidError(error)) return error;
  const issues = refused.map((issue) => {
    const flag = flags.find(({ field }) => field === issue.field);
    if (flag === undefined) return issue;
    const unit = flag.takes.form === 'mebibytes' ? ' MiB' : '';
    return { ...issue, field: flag.positional ? flag.name : `--${flag.name}`, value: `${issue.value}${unit}` };
  });
  const usual = invalidInput(issues);
  const hint = error.hint === usual.hint ? `See what it takes: rapidvm ${OPERATIONS[operation].cli ?? ''} --help` : error.hint;
  return new RapidError('invalid-input', usual.message, { issues }, hint, error);
}

/** The key under which commander keeps an option. */
function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
