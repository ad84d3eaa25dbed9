import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignJournal, hasBegun, isDone, withStep } from './journal.ts';

const AT = '2026-01-01T00:00:00.000Z';
const steps = (...all: readonly string[]) => ({ steps: all.map((name) => ({ name })) });
const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 });

describe('a journal', () => {
  it('waits everywhere at first', () => {
    expect(alignJournal({ ...steps('a', 'b'), noCancelAfter: 'b' }, [])).toEqual([
      { name: 'a', state: 'waiting', pointOfNoReturn: false, startedAt: null, endedAt: null },
      { name: 'b', state: 'waiting', pointOfNoReturn: true, startedAt: null, endedAt: null },
    ]);
  });

  it('keeps what is known by name, has new steps waiting, and drops those that are gone', () => {
    const known = withStep(alignJournal(steps('a', 'gone'), []), 'a', 'done', AT);
    expect(alignJournal(steps('new', 'a'), known).map(({ name, state }) => [name, state])).toEqual([
      ['new', 'waiting'],
      ['a', 'done'],
    ]);
  });

  it('always has exactly the steps of its definition, in order', () => {
    fc.assert(
      fc.property(names, names, (before, after) => {
        expect(alignJournal(steps(...after), alignJournal(steps(...before), [])).map(({ name }) => name)).toEqual(after);
      }),
    );
  });

  it('changes one step and keeps when it began over a second beginning', () => {
    const begun = withStep(alignJournal({ ...steps('a', 'b'), noCancelAfter: 'b' }, []), 'a', 'running', AT);
    const again = withStep(begun, 'a', 'running', '2026-01-02T00:00:00.000Z');
    expect(again).toEqual(begun);
    expect(withStep(begun, 'a', 'done', AT)[0]).toEqual({
      name: 'a',
      state: 'done',
      pointOfNoReturn: false,
      startedAt: AT,
      endedAt: AT,
    });
    expect(begun[1]?.state).toBe('waiting');
  });

  it('has begun what may have had an effect, until it is undone', () => {
    const journal = alignJournal(steps('a'), []);
    const states = ['running', 'done', 'failed', 'undone'] as const;
    expect(hasBegun(journal, 'a')).toBe(false);
    expect(states.map((state) => hasBegun(withStep(journal, 'a', state, AT), 'a'))).toEqual([true, true, true, false]);
    expect(states.map((state) => isDone(withStep(journal, 'a', state, AT), 'a'))).toEqual([false, true, false, false]);
  });
});
