/**
 * Numbers that never go back. Each run of the agent is an epoch, counted on disk before anything is reported; a generation is
 * `epoch × 2^32 + n`. So what is reported after a crash is newer than anything before it, whatever the crash kept from the disk.
 */
import { readFile } from 'node:fs/promises';
import type { Generation, Logger } from '@rapidvm/kernel';
import { asGeneration } from '@rapidvm/kernel';
import { z } from 'zod';
import { GENERATIONS_PER_EPOCH } from '../limits.ts';
import { writeWhole } from './whole-file.ts';

const schema = z.strictObject({
  format: z.literal('rapidvm-epoch'),
  version: z.literal(1),
  epoch: z.number().int().nonnegative(),
});

/** Begins the next epoch and resolves with it once it is on disk. `seen`: generations known from elsewhere, should the file be damaged. */
export async function beginEpoch(path: string, seen: readonly Generation[], logger: Logger): Promise<number> {
  const highest = seen.reduce((most, generation) => Math.max(most, Math.floor(generation / GENERATIONS_PER_EPOCH)), 0);
  const epoch = Math.max(await readEpoch(path, logger), highest) + 1;
  await writeWhole(path, `${JSON.stringify({ format: 'rapidvm-epoch', version: 1, epoch })}\n`);
  return epoch;
}

async function readEpoch(path: string, logger: Logger): Promise<number> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8'))).epoch;
  } catch (error) {
    if (!isMissing(error)) logger.error('The epoch file is damaged; the epoch is taken from the ledger', error, { path });
    return 0;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Generations of one epoch, in order. */
export function generationsOf(epoch: number): () => Generation {
  let last = epoch * GENERATIONS_PER_EPOCH;
  return () => {
    last += 1;
    return asGeneration(last);
  };
}
