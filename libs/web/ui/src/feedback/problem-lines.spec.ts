import { describe, expect, it } from 'vitest';
import { problemHead, problemLines } from './problem-lines.ts';

describe('the head of a box', () => {
  const full = 'asks for 900 GiB, 3 GiB are free';
  const refusals = [{ host: 'oak', reason: full, change: 'ask for 3 GiB or less' }];

  it('leaves to its lines what they say: who refused and what would help', () => {
    const problem = {
      message: `No host fits: oak: ${full}`,
      hint: 'Nearest is oak: ask for 3 GiB or less',
      details: { refusals },
    };
    expect(problemHead(problem)).toEqual({ message: 'No host fits', hint: '' });
  });

  it.each([
    { message: 'No host has it', hint: 'Bring one of them back', details: { refusals: [{ host: 'oak', reason: 'is away' }] } },
    { message: 'There is no host yet', hint: 'Add a host first', details: { refusals: [] } },
    { message: 'Name is taken', hint: 'Choose another', details: {} },
  ])('says $message as it came', ({ details, ...head }) => expect(problemHead({ ...head, details })).toEqual(head));
});

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
