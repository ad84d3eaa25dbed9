import { OPERATION_NAMES, OPERATIONS } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';
import { fieldFlags } from './field-flags.ts';

const flag = (operation: Parameters<typeof fieldFlags>[0], field: string) =>
  fieldFlags(operation).find((each) => each.field === field);

describe('fieldFlags', () => {
  it('gives every field of every operation a place, but those that programs alone use', () => {
    for (const operation of OPERATION_NAMES) {
      const fields = Object.keys(OPERATIONS[operation].input.shape).filter((field) => field !== 'ids' && field !== 'cursor');
      expect(fieldFlags(operation).map((each) => each.field)).toEqual(fields);
      const names = fieldFlags(operation).map(({ name }) => name);
      expect(new Set(names).size, operation).toBe(names.length);
    }
  });

  it('takes ids as names of what the verb is about', () => {
    expect(flag('vm.start', 'id')).toMatchObject({ name: 'vm', positional: true, takes: { form: 'reference', kind: 'vm' } });
    expect(flag('task.get', 'id')).toMatchObject({ name: 'task', positional: true, takes: { form: 'reference', kind: 'task' } });
    expect(flag('vm.list', 'hostId')).toMatchObject({
      name: 'host',
      positional: false,
      takes: { form: 'reference', kind: 'host' },
    });
  });

  it('knows what is required, what is a choice and what the default is', () => {
    expect(flag('vm.create', 'name')).toMatchObject({ positional: true, required: true });
    expect(flag('vm.create', 'image')).toMatchObject({ name: 'image', positional: false, required: true });
    expect(flag('vm.create', 'memoryMiB')).toMatchObject({ name: 'memory', required: false, takes: { form: 'mebibytes' } });
    expect(flag('vm.create', 'memoryMiB')?.description).toContain('(default: 256)');
    expect(flag('vm.create', 'start')).toMatchObject({ takes: { form: 'flag' } });
    expect(flag('vm.create', 'labels')).toMatchObject({ name: 'label', takes: { form: 'pairs' } });
    expect(flag('user.create', 'role')).toMatchObject({
      required: true,
      takes: { form: 'choice', choices: ['viewer', 'operator', 'editor', 'admin'] },
    });
    expect(flag('vm.list', 'states')?.takes).toMatchObject({ form: 'list', choices: expect.arrayContaining(['running']) });
  });

  it('never takes a password on the command line', () => {
    const passwords = OPERATION_NAMES.flatMap((operation) =>
      fieldFlags(operation).filter(({ field }) => /password|secret/i.test(field) && operation !== 'enrolment.join'),
    );
    expect(passwords.map(({ field }) => field)).toEqual(['password', 'password', 'password', 'currentPassword', 'password']);
    for (const { takes } of passwords) expect(takes.form).toBe('secret');
  });
});
