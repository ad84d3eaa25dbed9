import fc from 'fast-check';
import { seededRng } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import {
  BoundedQueue,
  RapidError,
  asGeneration,
  formatBytes,
  fromErrorRecord,
  invalidInput,
  isRapidError,
  isUuid,
  newId,
  nextGeneration,
  supersedes,
  toErrorRecord,
  toTimestamp,
} from './index.ts';
import type { Clock, VmId } from './index.ts';

const clockAt = (millis: number): Clock => ({ now: () => millis, monotonic: () => millis });

describe('ids', () => {
  it('are UUIDs of version 7 that sort by the time they were made', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 2 ** 40 }), (seed, millis, later) => {
        const first = newId<VmId>(clockAt(millis), seededRng(seed));
        const second = newId<VmId>(clockAt(millis + later), seededRng(seed));
        expect(isUuid(first)).toBe(true);
        expect(first[14]).toBe('7');
        expect('89ab').toContain(first[19]);
        expect(first < second).toBe(true);
      }),
    );
  });

  it('are told from other text', () => {
    for (const text of ['', 'x', '0192f0c0-0000-7000-8000-00000000000G', ' 0192f0c0-0000-7000-8000-000000000000'])
      expect(isUuid(text)).toBe(false);
  });
});

describe('errors', () => {
  it('survive the way over a wire', () => {
    const error = new RapidError('not-found', 'There is no VM x', { kind: 'VM', id: 'x' }, 'List the VMs');
    const back = fromErrorRecord(JSON.parse(JSON.stringify(error.toRecord())) as ReturnType<typeof toErrorRecord>);
    expect(back.toRecord()).toEqual(error.toRecord());
    expect(isRapidError(back, 'not-found')).toBe(true);
    expect(isRapidError(back, 'timed-out')).toBe(false);
  });

  it('keep the text of what was not coded', () => {
    expect(toErrorRecord(new TypeError('odd'))).toMatchObject({ code: 'internal', details: { cause: 'TypeError: odd' } });
    expect(toErrorRecord('text')).toMatchObject({ code: 'internal', details: { cause: 'text' } });
  });

  it('of bad input name field, value and rule', () => {
    expect(invalidInput([{ field: 'cpus', value: '0', rule: 'must be at least 1' }]).message).toBe(
      'cpus: must be at least 1, got 0',
    );
  });
});

describe('generations', () => {
  it('order facts: later wins, equal and earlier lose', () => {
    fc.assert(
      fc.property(fc.nat(), (value) => {
        const current = asGeneration(value);
        expect(supersedes(nextGeneration(current), current)).toBe(true);
        expect(supersedes(current, current)).toBe(false);
        expect(supersedes(current, nextGeneration(current))).toBe(false);
      }),
    );
  });
});

describe('a bounded queue', () => {
  it('keeps order, and refuses what is past its limit without changing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), fc.integer({ min: 1, max: 10 }), (items, max) => {
        const queue = new BoundedQueue<number>('test', max);
        const kept = items.slice(0, max);
        items.forEach((item, index) => {
          if (index < max) queue.push(item);
          else expect(() => queue.push(item)).toThrowError(expect.objectContaining({ code: 'limit-exceeded' }));
        });
        expect(queue.size).toBe(kept.length);
        expect(kept.map(() => queue.shift())).toEqual(kept);
        expect(queue.shift()).toBeUndefined();
      }),
    );
  });
});

describe('units', () => {
  it('read well', () => {
    expect(formatBytes(17)).toBe('17 B');
    expect(formatBytes(1536 * 1024 * 1024)).toBe('1.5 GiB');
    expect(toTimestamp(0)).toBe('1970-01-01T00:00:00.000Z');
  });
});
