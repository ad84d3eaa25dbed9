/** An operation's input fields as arguments and flags: derived from the schema, so that a new field is a new flag. */
import type { OperationName } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import { z } from 'zod';
import type { NamedKind } from '../client/resolve-id.ts';
import { NAMED_KINDS } from '../client/resolve-id.ts';

/** How a field is given on the command line. */
export type FieldTakes =
  | { readonly form: 'text' }
  | { readonly form: 'integer' }
  | { readonly form: 'number' }
  /** Whole MiB; "2GiB" and "512MiB" are understood too. */
  | { readonly form: 'mebibytes' }
  | { readonly form: 'flag' }
  | { readonly form: 'choice'; readonly choices: readonly string[] }
  /** Comma-separated or given again. */
  | { readonly form: 'list'; readonly choices: readonly string[] }
  /** key=value, given again for each. */
  | { readonly form: 'pairs' }
  /** Never on the command line, where others see it: asked for, or out of a file. */
  | { readonly form: 'secret' }
  /** Name or id, looked up. `subject`: any VM, host or image; `task`: an id, or a subject whose newest task is meant. */
  | { readonly form: 'reference'; readonly kind: NamedKind | 'task' | 'subject' };

export interface FieldFlag {
  /** Field of the operation's input. */
  readonly field: string;
  /** Argument name or long flag without dashes. */
  readonly name: string;
  readonly positional: boolean;
  readonly required: boolean;
  readonly description: string;
  readonly takes: FieldTakes;
}

/** Fields for programs that refresh what they have; a person names one thing or lists all. */
const NOT_FOR_PEOPLE: readonly string[] = ['ids', 'cursor'];
/** For fields whose schema says nothing more than their name. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  cpus: 'Virtual CPUs',
  memoryMiB: 'Memory',
  network: 'Network of its NIC',
  display: 'Graphics adapter',
  restart: 'What its host does when it ends unasked',
  labels: 'Label',
  limit: 'Most rows to show',
  states: 'Only those in these states',
  kinds: 'Only these kinds',
  hostId: 'Only those on this host',
  subjectId: 'Only those about this VM, host or image',
  role: 'What it may do',
  graceSeconds: 'How long the guest has to end by itself',
  validMinutes: 'How long it can be used',
  datastore: 'Datastore the files lie in',
};
const SHORTER_NAMES: Readonly<Record<string, string>> = {
  hostId: 'host',
  subjectId: 'subject',
  memoryMiB: 'memory',
  diskMiB: 'disk',
  labels: 'label',
};

export function fieldFlags(operation: OperationName): readonly FieldFlag[] {
  const { input, cli } = OPERATIONS[operation];
  const group = cli?.split(' ')[0] ?? '';
  const creates = cli !== null && /(create|register|rename)$/.test(cli);
  return Object.entries<z.core.$ZodType>(input.shape)
    .filter(([field]) => !NOT_FOR_PEOPLE.includes(field))
    .map(([field, schema]) => fieldFlag(field, schema, group, creates));
}

function fieldFlag(field: string, schema: z.core.$ZodType, group: string, creates: boolean): FieldFlag {
  const { inner, required, fallback, description } = unwrap(schema);
  if (field === 'id') {
    const kind = NAMED_KINDS.find((named) => named === group);
    return {
      field,
      name: group,
      positional: true,
      required: true,
      description: kind === undefined ? 'Id, or name of a VM, host or image: its newest task' : `Name or id of the ${group}`,
      takes: { form: 'reference', kind: kind ?? 'task' },
    };
  }
  const unit = field.endsWith('MiB') ? ', in MiB or like 2GiB' : '';
  const defaultText = fallback === undefined || field === 'limit' ? '' : ` (default: ${fallback})`;
  return {
    field,
    name: SHORTER_NAMES[field] ?? kebab(field),
    positional: creates && field === 'name',
    required,
    description: `${description ?? DESCRIPTIONS[field] ?? sentence(field)}${unit}${defaultText}`,
    takes: takesOf(field, inner),
  };
}

function takesOf(field: string, schema: z.core.$ZodType): FieldTakes {
  if (field === 'password' || field === 'currentPassword') return { form: 'secret' };
  if (field === 'hostId') return { form: 'reference', kind: 'host' };
  if (field === 'subjectId') return { form: 'reference', kind: 'subject' };
  if (schema instanceof z.ZodEnum) return { form: 'choice', choices: schema.options.map(String) };
  if (schema instanceof z.ZodArray) return { form: 'list', choices: choicesOf(schema.element) };
  if (schema instanceof z.ZodRecord) return { form: 'pairs' };
  if (schema instanceof z.ZodBoolean) return { form: 'flag' };
  if (schema instanceof z.ZodNumber) return numberForm(field, schema);
  return { form: 'text' };
}

function numberForm(field: string, schema: z.ZodNumber): FieldTakes {
  if (field.endsWith('MiB')) return { form: 'mebibytes' };
  return { form: schema.isInt ? 'integer' : 'number' };
}

function choicesOf(schema: unknown): readonly string[] {
  return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
}

interface Unwrapped {
  readonly inner: z.core.$ZodType;
  readonly required: boolean;
  /** The default in words; undefined: none worth telling. */
  readonly fallback: string | undefined;
  readonly description: string | undefined;
}

function unwrap(schema: z.core.$ZodType): Unwrapped {
  const description = schema instanceof z.ZodType ? schema.description : undefined;
  if (schema instanceof z.ZodOptional) return { ...below(schema.unwrap(), description), required: false };
  if (schema instanceof z.ZodDefault) {
    const value: unknown = schema.def.defaultValue;
    const fallback = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    return { ...below(schema.unwrap(), description), required: false, fallback: fallback === '' ? undefined : fallback };
  }
  return { inner: schema, required: true, fallback: undefined, description };
}

function below(inner: z.core.$ZodType, description: string | undefined): Unwrapped {
  const unwrapped = unwrap(inner);
  return { ...unwrapped, description: description ?? unwrapped.description };
}

/** diskPath → disk-path */
function kebab(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** diskPath → Disk path */
function sentence(field: string): string {
  const words = kebab(field).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
