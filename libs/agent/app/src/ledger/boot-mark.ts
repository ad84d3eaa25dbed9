/**
 * Whether this machine has booted since VMs were last taken up here. If not, it is the machine that the ledger speaks of; if so, it may be another one
 * with a copy of its disk.
 */
import { readFile } from 'node:fs/promises';
import type { Logger } from '@rapidvm/kernel';
import type { LedgerContents } from './ledger.ts';
import { writeWhole } from './whole-file.ts';

/** True too for what an agent has written that left no mark yet, if one of its processes is of this boot; and where there is nothing to take up. */
export async function isOfThisBoot(path: string, bootId: string, contents: LedgerContents, logger: Logger): Promise<boolean> {
  const { entries, damaged } = contents;
  if (entries.length === 0 && damaged.length === 0) return true;
  if (entries.some(({ process }) => process?.bootId === bootId)) return true;
  return (await readMark(path, logger)) === bootId;
}

/** From here on the ledger is of this boot. */
export function markBoot(path: string, bootId: string): Promise<void> {
  return writeWhole(path, `${bootId}\n`);
}

async function readMark(path: string, logger: Logger): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) logger.error('The mark of the last boot can’t be read', error, { path });
    return null;
  }
}
