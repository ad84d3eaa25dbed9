import { describe, expect, it } from 'vitest';
import { RapidError } from '@rapidvm/kernel';
import { checkInput } from './check-input.ts';

function refusal(work: () => unknown): RapidError<'invalid-input'> {
  try {
    work();
  } catch (error) {
    if (error instanceof RapidError) return error as RapidError<'invalid-input'>;
    throw error;
  }
  throw new Error('was not refused');
}

describe('checkInput', () => {
  it('fills in defaults', () => {
    expect(checkInput('vm.create', { name: 'a', image: 'debian' })).toMatchObject({
      cpus: 1,
      network: 'default',
      start: false,
      labels: {},
    });
  });

  it('names every field at fault, with its value and the rule', () => {
    const { details } = refusal(() => checkInput('vm.create', { name: 'A b', image: 'debian', cpus: 0, colour: 'red' }));
    expect(details.issues.map(({ field, value }) => [field, value])).toEqual([
      ['name', '"A b"'],
      ['cpus', '0'],
      ['colour', '"red"'],
    ]);
    expect(details.issues.every(({ rule }) => rule.length > 0)).toBe(true);
  });

  it('says the rule as people speak, unless the schema has its own words', () => {
    const rules = (operation: 'token.create' | 'vm.create' | 'vm.get', raw: unknown): string[] =>
      refusal(() => checkInput(operation, raw)).details.issues.map(({ field, rule }) => `${field} ${rule}`);
    expect(rules('token.create', { name: '', expiresInDays: 99_999, role: 'king' })).toEqual([
      'name must not be empty',
      'role must be viewer, operator, editor or admin',
      'expiresInDays must be at most 3650',
    ]);
    expect(rules('token.create', { name: 'x'.repeat(200), expiresInDays: 0, role: 'viewer' })).toEqual([
      'name must have at most 128 characters',
      'expiresInDays must be at least 1',
    ]);
    expect(rules('vm.create', { name: 'A b', cpus: 1.5, start: 'yes' })).toEqual([
      expect.stringMatching(/^name must be 1.63 lower-case letters/),
      'image is missing',
      'cpus must be a whole number',
      'start must be true or false',
    ]);
    expect(rules('vm.create', { name: 'a', image: 'b', labels: { ['k'.repeat(64)]: 'x', '': 'y' } })).toEqual([
      `labels.${'k'.repeat(57)}… has a name that must have at most 63 characters`,
      'labels. has a name that must not be empty',
    ]);
    expect(rules('vm.get', { id: 'x' })).toEqual(['id must be an id, like 01234567-89ab-7cde-8f01-23456789abcd']);
  });

  it('never gives a secret back', () => {
    const { message, details } = refusal(() => checkInput('user.create', { name: 'ann', password: 'hunter2', role: 'viewer' }));
    expect(message + JSON.stringify(details)).not.toContain('hunter2');
  });

  it.each(['a\u0000b', '\ud800'])('refuses text that no row can hold: %j', (text) => {
    const inValue = refusal(() => checkInput('vm.list', { search: text }));
    const inKey = refusal(() => checkInput('vm.create', { name: 'a', image: 'b', labels: { [text]: 'x' } }));
    expect([inValue, inKey].map(({ details }) => details.issues[0]?.field)).toEqual(['search', 'labels']);
  });

  it('an answer to a thousand wrong keys is short', () => {
    const input = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`key${index}${'x'.repeat(500)}`, 'y'.repeat(500)]),
    );
    const { details } = refusal(() => checkInput('vm.list', input));
    expect(JSON.stringify(details).length).toBeLessThan(20_000);
  });
});
