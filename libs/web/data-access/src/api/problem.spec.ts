import { invalidInput } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { fieldProblems, problemOf } from './problem.ts';

describe('a refusal', () => {
  it('keeps its code, hint and details', () => {
    const body = {
      status: 404,
      title: 'x',
      code: 'not-found',
      message: 'There is no vm 7',
      hint: 'List',
      details: { kind: 'vm', id: '7' },
    };
    expect(problemOf(404, body).toRecord()).toEqual({
      code: 'not-found',
      message: 'There is no vm 7',
      hint: 'List',
      details: { kind: 'vm', id: '7' },
    });
  });

  it.each([null, 'oops', {}, { code: 7 }])('that is no problem of ours (%j) says what the status says', (body) => {
    expect(problemOf(502, body)).toMatchObject({ code: 'unavailable', details: { cause: 'HTTP 502' } });
  });

  it('shows the first broken rule of each field at that field', () => {
    const issue = (field: string, rule: string) => ({ field, rule, value: '' });
    const error = invalidInput([
      issue('name', 'must be short'),
      issue('name', 'must be nice'),
      issue('labels.tier', 'must be text'),
    ]);
    expect([...fieldProblems(error)]).toEqual([
      ['name', 'must be short'],
      ['labels', 'must be text'],
    ]);
  });
});
