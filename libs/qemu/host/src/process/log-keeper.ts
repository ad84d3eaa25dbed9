/**
 * Bounds QEMU's logs on disk without moving their offsets: QEMU appends for as long as the guest talks (or provokes warnings), and what is too
 * old to scroll back to is punched out of the file. The file's size goes on growing; the space it takes does not.
 */
import { stat } from 'node:fs/promises';
import type { Logger, Timer, Timers } from '@rapidvm/kernel';
import { PROGRAM_DEADLINE_MS, LOG_CHECK_MS, SERIAL_LOG_KEPT_BYTES, SERIAL_LOG_MAX_BYTES } from '../limits.ts';
import { runProgram } from '../run-program.ts';
import { unless } from '../system-error.ts';

/** `stat` counts blocks of 512 bytes whatever the file system's own size. */
const STAT_BLOCK_BYTES = 512;
/** Holes are whole blocks; 64 KiB fits every file system. */
export const HOLE_ALIGNMENT = 64 * 1024;

/** What became of a look at a log. */
export type Trimmed = 'small-enough' | 'trimmed' | 'not-supported';

/** Frees the old part of `file` if it takes more than `maxBytes` on disk, keeping at least the newest `keptBytes`. */
export async function trimLog(file: string, keptBytes: number, maxBytes: number): Promise<Trimmed> {
  const found = await unless(stat(file), null, 'ENOENT');
  if (found === null || found.blocks * STAT_BLOCK_BYTES <= maxBytes) return 'small-enough';
  const end = Math.floor((found.size - keptBytes) / HOLE_ALIGNMENT) * HOLE_ALIGNMENT;
  if (end <= 0) return 'small-enough';
  const args = ['--punch-hole', '--offset', '0', '--length', String(end), file];
  const result = await runProgram('fallocate', args, { deadlineMs: PROGRAM_DEADLINE_MS });
  return result.code === 0 ? 'trimmed' : 'not-supported';
}

/** Looks after a VM's logs until it is stopped. */
export class LogKeeper {
  readonly #files: readonly string[];
  readonly #timers: Timers;
  readonly #logger: Logger;
  #timer: Timer | null = null;
  #stopped = false;

  constructor(files: readonly string[], timers: Timers, logger: Logger) {
    this.#files = files;
    this.#timers = timers;
    this.#logger = logger;
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #arm(): void {
    if (this.#stopped) return;
    this.#timer = this.#timers.after(LOG_CHECK_MS, () => {
      void this.#check().then(() => this.#arm());
    });
  }

  async #check(): Promise<void> {
    for (const file of this.#files) {
      try {
        const trimmed = await trimLog(file, SERIAL_LOG_KEPT_BYTES, SERIAL_LOG_MAX_BYTES);
        if (trimmed === 'not-supported')
          this.#logger.warn('A log grows without bound: its file system punches no holes', { file });
      } catch (error) {
        this.#logger.error('A log could not be looked at', error, { file });
      }
    }
  }
}
