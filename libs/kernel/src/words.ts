/** Words of people for the short words of programs: kinds of things, of work and of events. */

/** What people call a kind, where that is not its own word. */
const KIND_WORDS: Readonly<Record<string, string>> = { vm: 'VM', token: 'API token', user: 'account' };

/** Kinds of which each has a name that people give. */
const NAMED_KINDS: readonly string[] = ['VM', 'host', 'image', 'account', 'API token', 'network', 'datastore'];

/** "VM" for `vm`; a kind that is a plain word is itself. */
export function kindWord(kind: string): string {
  return Object.hasOwn(KIND_WORDS, kind) ? (KIND_WORDS[kind] ?? kind) : kind;
}

/** "VM named web1"; "route GET /x" for a kind whose things have no names. */
export function thingWords(kind: string, name: string): string {
  const word = kindWord(kind);
  return NAMED_KINDS.includes(word) ? `${word} named ${name}` : `${word} ${name}`;
}

/** "create VM" for the work `vm.create`. */
export function workWords(work: string): string {
  const [kind, verb] = halves(work);
  return verb === '' ? kind : `${verb} ${kindWord(kind)}`;
}

/** "VM state changed" for the event `vm.state-changed`. */
export function eventWords(event: string): string {
  const [kind, fact] = halves(event);
  return `${kindWord(kind)} ${fact}`.trim();
}

/** "1 VM", "2 VMs"; `many` where it is not `one` with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "a", "a or b", "a, b or c". */
export function anyOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** "Create VM hello": words at the head of a sentence. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function halves(code: string): readonly [string, string] {
  const dot = code.indexOf('.');
  const words = (text: string): string => text.replaceAll('-', ' ');
  return dot < 0 ? [words(code), ''] : [code.slice(0, dot), words(code.slice(dot + 1))];
}
