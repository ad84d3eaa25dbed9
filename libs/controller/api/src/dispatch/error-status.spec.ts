import { describe, expect, it } from 'vitest';
import { RapidError, toErrorRecord } from '@rapidvm/kernel';
import { toProblem } from '../http/problem.ts';
import { CODE_PLACES, httpStatusOf, publicRecord } from './error-status.ts';

describe('places of error codes', () => {
  it.each(Object.entries(CODE_PLACES))('%s is an error in HTTP and gRPC', (_code, { http, grpc, title }) => {
    expect(http).toBeGreaterThanOrEqual(400);
    expect(http).toBeLessThan(600);
    expect(grpc).toBeGreaterThan(0);
    expect(grpc).toBeLessThanOrEqual(16);
    expect(title).not.toBe('');
  });

  it('a limit on bytes is a body too large, any other one too many requests', () => {
    const of = (unit: string) => httpStatusOf(new RapidError('limit-exceeded', '', { limit: 'x', max: 1, unit }, '').toRecord());
    expect([of('bytes'), of('items')]).toEqual([413, 429]);
  });

  it('what was not foreseen tells no more than that it happened', () => {
    const problem = toProblem(new TypeError('secret of row 17'));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('row 17');
    expect(publicRecord(toErrorRecord(new Error('x'))).details).toEqual({ cause: 'See the log of the controller' });
  });
});
