/** Shell completion: small scripts that ask `rapidvm __complete` what may stand at the cursor. */
import type { OperationName } from '@rapidvm/operations';
import type { Argument, Command, Option } from 'commander';
import type { ApiClient } from '../client/api-client.ts';
import { MAX_COMPLETIONS } from '../limits.ts';
import { printable } from '../present/text.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What to put where the shell reads completions. `__complete` answers lines of a word, a tab and a description. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# rapidvm completion for bash: source <(rapidvm completion bash)
_rapidvm() {
  local word
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    [[ -n $word ]] && COMPREPLY+=("$word")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _rapidvm rapidvm`,
  zsh: `#compdef rapidvm
# rapidvm completion for zsh: source <(rapidvm completion zsh)
_rapidvm() {
  local -a found
  local word description
  while IFS=$'\\t' read -r word description; do
    [[ -n $word ]] && found+=("\${word//:/\\\\:}:$description")
  done < <("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe rapidvm found || _files
}
compdef _rapidvm rapidvm`,
  fish: `# rapidvm completion for fish: rapidvm completion fish | source
complete -c rapidvm -f -a '(set -l line (commandline -opc); $line[1] __complete -- $line[2..] (commandline -ct) 2>/dev/null)'`,
};

export interface Candidate {
  readonly word: string;
  readonly description: string;
}

export type NameLister = (kind: string) => Promise<readonly string[]>;

/** What may stand for the last of `words`. `names` lists what there is of a kind. */
export async function candidatesFor(
  program: Command,
  words: readonly string[],
  names: NameLister,
): Promise<readonly Candidate[]> {
  const before = words.slice(0, -1);
  const typed = words.at(-1) ?? '';
  const place = placeOf(program, before);
  const found = await candidatesAt(place, typed, names);
  return found.filter(({ word }) => word.startsWith(typed)).slice(0, MAX_COMPLETIONS);
}

interface Place {
  readonly command: Command;
  /** The option whose value is next. */
  readonly option: Option | undefined;
  /** Index of the argument that is next. */
  readonly argument: number;
}

/** The flags with a value that every verb takes, as far as the line has them: another profile has other names. */
export function flagsOn(program: Command, words: readonly string[]): Readonly<Record<string, string>> {
  const takers = program.options.filter(({ required }) => required);
  const found: Record<string, string> = {};
  for (const [index, word] of words.slice(0, -1).entries()) {
    const [name, joined] = word.split(/=(.*)/s, 2);
    const value = joined ?? words.slice(0, -1)[index + 1];
    const taker = takers.find(({ long }) => long === name);
    if (taker !== undefined && value !== undefined) found[taker.attributeName()] = value;
  }
  return found;
}

/** Follows the words already there through the tree of commands. */
function placeOf(program: Command, words: readonly string[]): Place {
  let command = program;
  let option: Option | undefined;
  let argument = 0;
  for (const word of words) {
    if (option !== undefined) {
      option = undefined;
      continue;
    }
    if (word.startsWith('-')) {
      const given = optionsOf(command).find(({ long, short }) => long === word || short === word);
      option = given !== undefined && (given.required || given.optional) ? given : undefined;
      continue;
    }
    const next = command.commands.find((each) => each.name() === word);
    if (next === undefined) argument += 1;
    else [command, argument] = [next, 0];
  }
  return { command, option, argument };
}

async function candidatesAt(
  { command, option, argument }: Place,
  typed: string,
  names: NameLister,
): Promise<readonly Candidate[]> {
  if (option !== undefined) return valuesOf(option, option.name(), names);
  if (typed.startsWith('-'))
    return optionsOf(command).flatMap(({ long, description, hidden }) =>
      typeof long !== 'string' || hidden ? [] : [{ word: long, description }],
    );
  if (command.commands.length > 0)
    return command.commands
      .filter((each) => !each.name().startsWith('__'))
      .map((each) => ({ word: each.name(), description: each.description() }));
  const next = command.registeredArguments[argument];
  return next === undefined ? [] : valuesOf(next, next.name(), names);
}

async function valuesOf(taker: Option | Argument, name: string, names: NameLister): Promise<readonly Candidate[]> {
  if (taker.argChoices !== undefined) return taker.argChoices.map((word) => ({ word, description: '' }));
  return (await names(name)).map((word) => ({ word, description: '' }));
}

function optionsOf(command: Command): readonly Option[] {
  const above = command.parent === null ? [] : optionsOf(command.parent);
  return [...command.options, ...above];
}

/** The verb whose list names what an argument or option called `name` may be. */
const LISTS: Readonly<
  Record<
    string,
    'vm.list' | 'host.list' | 'image.list' | 'user.list' | 'token.list' | 'network.list' | 'datastore.list' | 'task.list'
  >
> = {
  vm: 'vm.list',
  host: 'host.list',
  image: 'image.list',
  user: 'user.list',
  token: 'token.list',
  network: 'network.list',
  datastore: 'datastore.list',
  subject: 'vm.list',
  task: 'task.list',
} satisfies Readonly<Record<string, OperationName>>;

/** Names there are, from the server. */
export async function namesFromServer(client: ApiClient, name: string): Promise<readonly string[]> {
  const operation = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  if (operation === undefined) return [];
  if (operation === 'task.list')
    return (await client.call(operation, { limit: MAX_COMPLETIONS })).output.items.map(({ id }) => id);
  return (await client.call(operation, { limit: MAX_COMPLETIONS })).output.items.map((item) => printable(item.name));
}
