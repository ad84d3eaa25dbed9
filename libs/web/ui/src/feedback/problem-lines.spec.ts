import { describe, expect, it } from 'vitest';
import { problemLines } from './problem-lines.ts';

describe('what stood in the way', () => {
  it.each([
    [{ refusals: [{ host: 'oak', reason: 'too small' }] }, ['oak: too small']],
    [{ host: 'oak', stayed: [{ vm: 'web', reason: 'no room', change: 'add a host' }] }, ['web: no room (add a host)']],
    [{ usedBy: ['hello', 'web'] }, ['In use by hello, web']],
    [{ cause: 'ECONNREFUSED' }, ['ECONNREFUSED']],
    [{ vm: 'hello', output: '' }, []],
    [{}, []],
  ])('%j', (details, lines) => expect(problemLines(details)).toEqual(lines));
});
