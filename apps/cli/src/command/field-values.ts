/** What was typed, as values of the API: numbers, sizes, lists, pairs, secrets and looked-up names. */
import { GIB, MIB } from '@rapidvm/kernel';
import { InvalidArgumentError } from 'commander';
import type { ApiClient } from '../client/api-client.ts';
import { resolveId, resolveSubject, resolveTask } from '../client/resolve-id.ts';
import { readSmallFile } from '../config/settings.ts';
import { askSecret } from '../terminal/ask.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { FieldFlag } from './field-flags.ts';

const SIZE = /^(\d{1,9})\s*(?:(m|mib?)|(g|gib?)|(t|tib?))?$/i;
const MIB_PER = { gib: GIB / MIB, tib: (1024 * GIB) / MIB } as const;

export function parseInteger(text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

export function parseNumber(text: string): number {
  if (/^-?\d{1,15}(\.\d{1,6})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number, like 2 or 1.5.');
}

/** "512", "512MiB", "2GiB", "1T": whole MiB. */
export function parseMebibytes(text: string): number {
  const [, count, , gib, tib] = SIZE.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It must be a size in MiB, like 512, 512MiB or 2GiB.');
  if (gib !== undefined) return Number(count) * MIB_PER.gib;
  return Number(count) * (tib === undefined ? 1 : MIB_PER.tib);
}

/** Values given so far and those in `text`, comma-separated. */
export function listParser(
  choices: readonly string[],
): (text: string, before: readonly string[] | undefined) => readonly string[] {
  return (text, before) => {
    const given = text.split(',').filter((part) => part !== '');
    const unknown = given.find((part) => choices.length > 0 && !choices.includes(part));
    if (unknown !== undefined) throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    return [...(before ?? []), ...given];
  };
}

export function parsePair(text: string, before: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be KEY=VALUE.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

export interface GivenSecret {
  /** --password-file */
  readonly file: string | undefined;
  /** --ask-password, or the field is required. */
  readonly ask: boolean;
}

/** A secret out of a file (first line) or asked for twice, as one can't see what one types. Undefined: none was wanted. */
export async function takeSecret(terminal: Terminal, flag: FieldFlag, given: GivenSecret): Promise<string | undefined> {
  if (given.file !== undefined) return firstLine(await readSmallFile(given.file));
  if (!given.ask) return undefined;
  const instead = `Give it in a file: --${flag.name}-file FILE`;
  if (flag.field === 'currentPassword') return askSecret(terminal, 'Current password', instead);
  for (;;) {
    const typed = await askSecret(terminal, `New ${flag.name}`, instead);
    if (typed === (await askSecret(terminal, `The same ${flag.name} again`, instead))) return typed;
    terminal.stderr.write('The two differ; once more.\n');
  }
}

export function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

/** What the API wants for what was typed. */
export async function resolveField(client: ApiClient, flag: FieldFlag, typed: unknown): Promise<unknown> {
  if (flag.takes.form !== 'reference' || typeof typed !== 'string') return typed;
  if (flag.takes.kind === 'task') return resolveTask(client, typed);
  return flag.takes.kind === 'subject' ? resolveSubject(client, typed) : resolveId(client, flag.takes.kind, typed);
}
