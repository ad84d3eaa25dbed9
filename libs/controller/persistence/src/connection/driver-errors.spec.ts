import { RapidError } from '@rapidvm/kernel';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { breaksForeignKey, breaksUnique, isRetryable, translate } from './driver-errors.ts';

function refused(code: string, message = 'text'): QueryFailedError {
  return new QueryFailedError('SELECT $1', ['a secret'], Object.assign(new Error(message), { code }));
}

describe('errors of the driver', () => {
  it.each(['57P01', '57P03', '08006', '53300', '53100', 'ECONNREFUSED', 'ENOENT', 'EPIPE', '40001', '40P01'])(
    '%s: unavailable',
    (code) => {
      expect(translate(refused(code))).toMatchObject({ code: 'unavailable' });
    },
  );

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
    '%s: unavailable',
    (text) => {
      expect(translate(new Error(text))).toMatchObject({ code: 'unavailable', details: { cause: text } });
    },
  );

  it('that we did not foresee are internal, and never tell a parameter', () => {
    const error = translate(refused('42601', 'syntax error'));
    expect(error).toMatchObject({ code: 'internal', details: { cause: '42601: syntax error' } });
    expect(JSON.stringify(error.toRecord())).not.toContain('secret');
  });

  it('pass through when they are coded already', () => {
    const coded = new RapidError('cancelled', '', { task: '', step: '' }, '');
    expect(translate(coded)).toBe(coded);
  });

  it('are seen for what they are, also as the cause of ours', () => {
    expect([isRetryable(refused('40001')), isRetryable(refused('40P01')), isRetryable(refused('23505'))]).toEqual([
      true,
      true,
      false,
    ]);
    expect([breaksUnique(translate(refused('23505'))), breaksForeignKey(translate(refused('23503')))]).toEqual([true, true]);
  });
});
