import { describe, expect, it } from 'vitest';
import { OPERATIONS, errorRecordSchema } from '@rapidvm/operations';
import { z } from 'zod';
import { toInput, toMessage } from './message-mapping.ts';

describe('toInput', () => {
  it('takes only fields of the operation; an empty list of an optional field is none', () => {
    const message = { limit: 5, ids: [], states: ['running'], _limit: 'limit', extra: 1 };
    expect(toInput(OPERATIONS['vm.list'].input, message)).toEqual({ limit: 5, states: ['running'] });
  });

  it('knows the units', () => {
    const message = { name: 'a', image: 'b', memoryMib: 64, diskMib: 128, labels: { memoryMib: 'kept' } };
    expect(toInput(OPERATIONS['vm.create'].input, message)).toEqual({
      name: 'a',
      image: 'b',
      memoryMiB: 64,
      diskMiB: 128,
      labels: { memoryMib: 'kept' },
    });
  });
});

describe('toMessage', () => {
  const schema = z.object({
    memoryMiB: z.int(),
    reason: z.string().nullable(),
    code: z.string().optional(),
    labels: z.record(z.string(), z.string()),
    parts: z.array(z.object({ sizeMiB: z.int().nullable() })),
    error: errorRecordSchema.nullable(),
  });

  it('renames fields but not the keys of maps, and leaves out what is null', () => {
    const value = {
      memoryMiB: 1,
      reason: null,
      labels: { memoryMiB: 'x' },
      parts: [{ sizeMiB: 2 }, { sizeMiB: null }],
      error: null,
    };
    expect(toMessage(schema, value)).toEqual({ memoryMib: 1, labels: { memoryMiB: 'x' }, parts: [{ sizeMib: 2 }, {}] });
  });

  it("an error's details become JSON", () => {
    const error = { code: 'in-use', message: 'm', hint: 'h', details: { usedBy: ['a'] } };
    expect(toMessage(errorRecordSchema, error)).toEqual({
      code: 'in-use',
      message: 'm',
      hint: 'h',
      detailsJson: '{"usedBy":["a"]}',
    });
  });
});
