/** Where QEMU's run directories lie: on a file system that can free the old part of a file, which is what bounds the logs in them. */
import { createHash } from 'node:crypto';
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { PROGRAM_DEADLINE_MS } from '../limits.ts';
import { HOLE_ALIGNMENT } from '../process/log-keeper.ts';
import { runProgram } from '../run-program.ts';

/** QEMU's users pass through. */
const PASS_THROUGH = 0o711;
const PROBE = '.hole-probe';
/** `fallocate` has words of its own for the system’s “operation not supported”. */
const SAYS_IT_CANNOT = /unsupported|not supported/i;
const NAME_CHARS = 16;

export interface RunRootChoice {
  /** Where they are wanted. */
  readonly wanted: string;
  /** A person named `wanted`: nothing else is taken in its place. */
  readonly isGiven: boolean;
  /** Where they go if they can't be there; see `spareRunRoot`. */
  readonly spare: string;
  readonly logger: Logger;
}

/**
 * `wanted`, or `spare` where that one's file system can't punch holes: the same at every start, so that an agent that starts anew finds its VMs.
 * Refuses `unsupported` when neither can, or the one that a person named can't.
 */
export async function chooseRunRoot({ wanted, isGiven, spare, logger }: RunRootChoice): Promise<string> {
  if (await canPunchHoles(wanted, logger)) return wanted;
  const need = 'a file system that can punch holes into files, such as ext4, xfs, btrfs or tmpfs';
  const what = `${wanted} for the logs of virtual machines`;
  if (isGiven || !(await canPunchHoles(spare, logger))) {
    const hint = 'Name another folder as qemu.runDirectory: a local one, on ext4 for example';
    throw new RapidError('unsupported', `${wanted} can’t bound the logs of virtual machines`, { what, need }, hint);
  }
  logger.warn(
    'Serial histories are kept in memory and end with this host’s run: the data directory’s file system punches no holes',
    {
      instead: spare,
      need,
      dataDirectory: wanted,
    },
  );
  return spare;
}

/** A folder in memory that is this data directory's alone, and always the same one. */
export async function spareRunRoot(dataDir: string): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, NAME_CHARS);
  const runtime = process.getuid?.() === 0 ? '/run' : (process.env['XDG_RUNTIME_DIR'] ?? tmpdir());
  return join(runtime, 'rapidvm', name);
}

/**
 * Tries it with a small file in `directory`, which is made if missing. Only a file system that says it can't is taken at its word: when the try
 * fails for another reason, such as a full disk, the answer is yes, for it must not change from one start to the next.
 */
async function canPunchHoles(directory: string, logger: Logger): Promise<boolean> {
  const file = join(directory, PROBE);
  await mkdir(directory, { recursive: true, mode: PASS_THROUGH });
  try {
    await writeFile(file, new Uint8Array(2 * HOLE_ALIGNMENT));
    const punch = ['fallocate', '--punch-hole', '--offset', '0', '--length', String(HOLE_ALIGNMENT), file];
    const { code, failure, output } = await runProgram('env', ['LC_ALL=C', ...punch], { deadlineMs: PROGRAM_DEADLINE_MS });
    if (code === 0) return true;
    if (SAYS_IT_CANNOT.test(output)) return false;
    logger.warn('Whether logs can be bounded could not be tried', { directory, cause: failure ?? output.trim() });
  } catch (error) {
    logger.warn('Whether logs can be bounded could not be tried', { directory, cause: String(error) });
  } finally {
    await rm(file, { force: true });
  }
  return true;
}
