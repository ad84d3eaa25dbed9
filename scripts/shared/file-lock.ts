import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RapidError } from '@rapidvm/kernel';

/** A lock held on a file until `release`, or until this process ends in whatever way. */
export interface FileLock {
  release(): Promise<void>;
}

/**
 * Takes the kernel's lock on `file` (flock), waiting at most `waitSeconds`. Node has no call for it, so util-linux `flock` holds it in a
 * child that ends when this process does: its input is a pipe from us.
 * Throws `already-running` when another process keeps the lock; `what` names the work in the message.
 */
export async function lockFile(file: string, what: string, waitSeconds: number): Promise<FileLock> {
  await mkdir(dirname(file), { recursive: true });
  const holder = spawn('flock', ['--exclusive', '--timeout', String(waitSeconds), file, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'close');
  const locked = await Promise.race([once(holder.stdout, 'data').then(() => true), ended.then(() => false)]);
  if (!locked) {
    throw new RapidError(
      'already-running',
      `Another run holds ${file}`,
      { what, owner: file },
      'Wait until it has ended, then run this again',
    );
  }
  return {
    async release() {
      holder.stdin.end();
      await ended;
    },
  };
}
