/** Each rule of the machine is missed by somebody when it is gone. Those that only a long story misses are tried by `try.ts --all`. */
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';
import { unnoticed } from './unnoticed.ts';

describe('mutations', () => {
  it('are each noticed', async () => {
    expect(await unnoticed(MUTATIONS.filter(({ slow }) => slow !== true))).toEqual([]);
  });
});
