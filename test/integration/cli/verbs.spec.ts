/** Every verb against the real server: what is typed arrives as the operation's input, what is answered is shown. */
import type { OperationName } from '@rapidvm/operations';
import { OPERATION_NAMES, OPERATIONS } from '@rapidvm/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldFlag } from '../../../apps/cli/src/command/field-flags.ts';
import { fieldFlags } from '../../../apps/cli/src/command/field-flags.ts';
import { SAMPLE_INPUTS } from '../api/support/sample-inputs.ts';
import { sampleOutput } from '../api/support/sample-outputs.ts';
import { CliLab } from './cli-lab.ts';

const SPECIAL: readonly OperationName[] = ['session.login', 'session.logout', 'event.watch', 'vm.console'];
const verbs = OPERATION_NAMES.filter((name) => OPERATIONS[name].cli !== null && !SPECIAL.includes(name));
let lab: CliLab;
let admin: Record<string, string>;

beforeAll(async () => {
  lab = await CliLab.start();
  admin = await lab.as('admin');
});
afterAll(() => lab.stop());

/** The sample input of an operation as a person would type it. */
async function typed(operation: OperationName): Promise<readonly string[]> {
  const input: Readonly<Record<string, unknown>> = SAMPLE_INPUTS[operation];
  const words = (OPERATIONS[operation].cli ?? '').split(' ');
  for (const flag of fieldFlags(operation)) words.push(...(await wordsFor(flag, input[flag.field])));
  return words;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

async function wordsFor(flag: FieldFlag, value: unknown): Promise<readonly string[]> {
  if (value === undefined) return [];
  if (flag.positional) return [text(value)];
  switch (flag.takes.form) {
    case 'flag':
      return value === true ? [`--${flag.name}`] : [];
    case 'secret':
      return [`--${flag.name}-file`, await lab.file('secret', `${text(value)}\n`)];
    case 'pairs':
      return Object.entries(value as object).flatMap(([key, each]) => [`--${flag.name}`, `${key}=${text(each)}`]);
    case 'list':
      return [`--${flag.name}`, (value as readonly string[]).join(',')];
    default:
      return [`--${flag.name}`, text(value)];
  }
}

function withoutPaging(operation: OperationName, input: unknown): object {
  const { limit, cursor, ...rest } = OPERATIONS[operation].input.parse(input) as Record<string, unknown>;
  return operation.endsWith('.list')
    ? rest
    : { ...rest, ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
}

describe('verbs', () => {
  it.each(verbs)('%s sends what was typed and shows what was answered', async (operation) => {
    lab.server.ports.calls.length = 0;
    const words = await typed(operation);
    const { code, stdout, stderr } = await lab.finish([...words, '--json'], admin);
    expect([code, stderr]).toEqual([0, '']);
    const call = lab.server.ports.calls.find((each) => each.operation === operation);
    expect(withoutPaging(operation, call?.input)).toEqual(withoutPaging(operation, SAMPLE_INPUTS[operation]));
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(sampleOutput(operation))));
    const forPeople = await lab.finish(words, admin);
    expect(forPeople.code).toBe(0);
    expect(forPeople.stdout.trim()).not.toBe('');
    expect(forPeople.stdout).not.toMatch(/undefined|\[object Object\]|NaN/);
  });

  it('takes names where ids are meant', async () => {
    lab.server.ports.calls.length = 0;
    expect((await lab.finish(['vm', 'start', 'text'], admin)).code).toBe(0);
    expect(lab.server.ports.calls.map(({ operation, input }) => [operation, (input as { name?: string }).name])).toEqual([
      ['vm.list', 'text'],
      ['vm.start', undefined],
    ]);
    lab.server.ports.answers.set('vm.list', () => ({ items: [], nextCursor: null }));
    const { code, stderr } = await lab.finish(['vm', 'start', 'nope'], admin);
    lab.server.ports.answers.delete('vm.list');
    expect([code, stderr]).toEqual([5, expect.stringContaining('There is no VM named nope')]);
  });

  it('shows inventories whole, over all pages', async () => {
    const [vm] = sampleOutput('vm.list').items;
    const pages = [
      { items: [{ ...vm, name: 'one' }], nextCursor: 'more' },
      { items: [{ ...vm, name: 'two' }], nextCursor: null },
    ];
    lab.server.ports.answers.set('vm.list', () => pages.shift());
    const { stdout } = await lab.finish(['vm', 'list'], admin);
    lab.server.ports.answers.delete('vm.list');
    expect(stdout).toMatch(/^NAME .*\none .*\ntwo /);
  });
});
