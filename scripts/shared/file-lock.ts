import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';
import { jsonOrNull } from './json.ts';

/** A lock held on a file until `release`, or until this process ends in whatever way. */
export interface FileLock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** The work, for messages: "building". */
  readonly what: string;
  /** Seconds to wait for whoever holds the lock. */
  readonly waitSeconds: number;
  /** Told once, when somebody else holds the lock: whom this run now waits for, since when, and for how long at most. */
  readonly say: (line: string) => void;
}

/** What the holder of a lock writes into its file, for those who wait. */
const ownerShape = z.object({ pid: z.int().positive(), what: z.string(), since: z.iso.datetime() });

/** Who holds the lock, in words. The file says nothing of use when the holder has only just come, or was killed. */
async function ownerOf(file: string): Promise<string> {
  const owner = ownerShape.safeParse(jsonOrNull(await readFile(file, 'utf8')));
  return owner.success ? `process ${owner.data.pid} (${owner.data.what}, since ${owner.data.since})` : 'another run';
}

/**
 * Takes the kernel's lock. Node has no call for it, so util-linux `flock` holds it in a child that ends when this process does: its input is a
 * pipe from us. Null when it was not to be had in `seconds`.
 */
async function take(file: string, seconds: number): Promise<FileLock | null> {
  const holder = spawn('flock', ['--exclusive', '--timeout', String(seconds), file, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'close');
  const locked = await Promise.race([once(holder.stdout, 'data').then(() => true), ended.then(() => false)]);
  if (!locked) return null;
  return {
    async release() {
      holder.stdin.end();
      await ended;
    },
  };
}

/**
 * Takes the lock on `file`, waiting for another holder at most as long as `options` say, and saying so at once.
 * Throws `already-running`, with who has it, when it is still held then.
 */
export async function lockFile(file: string, { what, waitSeconds, say }: LockOptions): Promise<FileLock> {
  await mkdir(dirname(file), { recursive: true });
  let lock = await take(file, 0);
  if (lock === null && waitSeconds > 0) {
    say(`waiting for ${await ownerOf(file)}, at most ${Math.ceil(waitSeconds / 60)} min`);
    lock = await take(file, waitSeconds);
  }
  if (lock === null) {
    const owner = await ownerOf(file);
    const message = `${what}: ${owner} holds ${file}${waitSeconds > 0 ? ` and did not end in ${waitSeconds} s` : ''}`;
    throw new RapidError('already-running', message, { what, owner }, 'Wait until it has ended or end it, then run this again');
  }
  await writeFile(file, JSON.stringify({ pid: process.pid, what, since: new Date().toISOString() }));
  const held = lock;
  return {
    async release() {
      await writeFile(file, '');
      await held.release();
    },
  };
}
