/** Every verb against the real server: what is typed arrives as the operation's input, what is answered is shown. */
import type { OperationName } from '@rapidvm/operations';
import { OPERATION_NAMES, OPERATIONS } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
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
      return [`--${flag.name}-file`, await lab.file(flag.name, `${text(value)}\n`)];
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

  it('look first, and ask with the name and the server before what can not be had back', async () => {
    lab.server.ports.calls.length = 0;
    const run = lab.run(['vm', 'delete', 'text'], admin, true);
    await eventually(() => run.stderr().includes('[y/N]'));
    expect(run.stderr()).toContain(`Delete the VM text and its disks, on ${new URL(lab.url).host}? [y/N]`);
    run.stdin.write('n\n');
    expect(await run.done).toBe(2);
    lab.server.ports.answers.set('vm.list', () => ({ items: [], nextCursor: null }));
    const none = lab.run(['vm', 'delete', 'nope'], admin, true);
    expect(await none.done).toBe(5);
    lab.server.ports.answers.delete('vm.list');
    expect(none.stderr()).not.toContain('[y/N]');
    expect(lab.server.ports.calls.map(({ operation }) => operation)).not.toContain('vm.delete');
  });

  it('say for how long a token is good and why, where no file gets it', async () => {
    const { stdout, stderr } = await lab.finish(['token', 'create', 'script'], admin);
    expect(stdout).toBe('text\n');
    expect(stderr).toContain('is valid until');
    const { token } = sampleOutput('token.create');
    const shortened = { token: { ...token, expiresAt: '2026-12-21T00:00:00.000Z' }, secret: 'text' };
    lab.server.ports.answers.set('token.create', () => shortened);
    const unasked = await lab.finish(['token', 'create', 'script'], admin);
    const asked = await lab.finish(['token', 'create', 'script', '--expires-in-days', '3'], admin);
    lab.server.ports.answers.delete('token.create');
    expect(unasked.stderr).toContain('until 2026-12-21T00:00:00.000Z: no longer than the login that made it.');
    expect(asked.stderr).toContain('until 2026-12-21T00:00:00.000Z. ');
  });

  it('name refused fields as they are typed, and the hint is a command', async () => {
    const { code, stderr } = await lab.finish(['vm', 'create', 'a', '--image', 'b', '--memory', '0'], admin);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--memory: must be at least \d+, got 0 MiB/)]);
    expect(stderr).toContain('→ See what it takes: rapidvm vm create --help');
    const json = await lab.finish(['vm', 'create', 'a', '--image', 'b', '--memory', '0', '--json'], admin);
    expect(JSON.parse(json.stderr)).toMatchObject({ details: { issues: [{ field: 'memoryMiB' }] } });
    lab.server.ports.answers.set('vm.list', () => ({ items: [], nextCursor: null }));
    const none = await lab.finish(['vm', 'show', 'nope'], admin);
    lab.server.ports.answers.delete('vm.list');
    expect(none.stderr).toContain('→ See which there are: rapidvm vm list');
  });

  it('take a VM for its newest task', async () => {
    lab.server.ports.calls.length = 0;
    expect((await lab.finish(['task', 'show', 'text', '--json'], admin)).code).toBe(2);
    // As the VM, a host and an image have that name in this lab.
    for (const kind of ['host.list', 'image.list'] as const)
      lab.server.ports.answers.set(kind, () => ({ items: [], nextCursor: null }));
    expect((await lab.finish(['task', 'show', 'text'], admin)).code).toBe(0);
    const none = await lab.finish(['task', 'show', 'nope'], admin);
    expect(none.code).toBe(5);
    expect(none.stderr).toMatch(/no VM, host or image.*nope.*\n.*See which there are: rapidvm vm list, rapidvm host list/);
    for (const kind of ['host.list', 'image.list'] as const) lab.server.ports.answers.delete(kind);
    expect(lab.server.ports.calls.filter(({ operation }) => operation.startsWith('task.'))).toMatchObject([
      { operation: 'task.list', input: { subjectId: sampleOutput('vm.get').id, limit: 1 } },
      { operation: 'task.get', input: { id: sampleOutput('task.get').id } },
    ]);
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
