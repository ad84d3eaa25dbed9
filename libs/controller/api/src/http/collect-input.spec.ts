import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRapidError } from '@rapidvm/kernel';
import { checkInput } from '../dispatch/check-input.ts';
import { collectInput } from './collect-input.ts';

const none = { params: {}, query: {}, body: undefined };
const ID = '01890000-0000-7000-8000-000000000001';

describe('collectInput', () => {
  it.each([
    [{ limit: '7' }, { limit: 7 }],
    [{ limit: '7x' }, { limit: '7x' }],
    [{ limit: '' }, { limit: '' }],
    [{ states: 'running,stopped' }, { states: ['running', 'stopped'] }],
    [{ states: ['running', 'stopped,paused'] }, { states: ['running', 'stopped', 'paused'] }],
    [{ states: '' }, { states: [] }],
    [{ search: 'a,b' }, { search: 'a,b' }],
    [{ nonsense: '1' }, { nonsense: '1' }],
  ])('reads the query %j as %j', (query, expected) => {
    expect(collectInput('vm.list', { ...none, query })).toEqual(expected);
  });

  it('takes a change from its body, and the path over nothing', () => {
    const parts = { params: { id: ID }, query: {}, body: { graceSeconds: 5 } };
    expect(collectInput('vm.stop', parts)).toEqual({ id: ID, graceSeconds: 5 });
  });

  it.each([
    ['vm.stop', { ...none, params: { id: ID }, body: { id: ID } }, 'id'],
    ['vm.stop', { ...none, params: { id: ID }, query: { graceSeconds: '5' } }, 'graceSeconds'],
    ['vm.delete', { ...none, params: { id: ID }, body: { force: true } }, 'force'],
    ['vm.create', { ...none, body: [] }, '(body)'],
    ['vm.create', { ...none, body: 'text' }, '(body)'],
  ] as const)('%s refuses a field in the wrong place by its name: %j', (operation, parts, field) => {
    expect(() => collectInput(operation, parts)).toThrow(
      expect.objectContaining({ details: { issues: [expect.objectContaining({ field })] } }),
    );
  });

  it('whatever comes, the way into a use-case ends with checked input or a coded refusal', () => {
    const parts = fc.record({
      params: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
      query: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))),
      body: fc.anything(),
    });
    fc.assert(
      fc.property(fc.constantFrom('vm.list', 'vm.create', 'vm.stop', 'vm.delete', 'event.list'), parts, (operation, given) => {
        try {
          checkInput(operation, collectInput(operation, given));
        } catch (error) {
          expect(isRapidError(error, 'invalid-input')).toBe(true);
        }
      }),
    );
  });
});
