/**
 * One agent per data directory.
 *
 * The lock is an abstract unix socket named after the directory: the kernel gives it to one process and takes it back when that ends,
 * however it ends. It is per network namespace, so a pid file stands beside it for an agent in another one; a pid counts only with the time
 * that process started, so that a recycled one never matches.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';
import { removeWhole, writeWhole } from '../ledger/whole-file.ts';

const ownerSchema = z.strictObject({ pid: z.number().int().positive(), startTicks: z.number().int(), bootId: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** QEMU's users must reach their run directories below; nobody may list. What is secret lies in folders of its own. */
const PASS_THROUGH = 0o711;

export interface DataLock {
  release(): Promise<void>;
}

/** Takes the data directory (made if missing) until `release` or the end of this process. Refuses with `already-running`, naming the pid. */
export async function lockDataDirectory(directory: string): Promise<DataLock> {
  await mkdir(directory, { recursive: true, mode: PASS_THROUGH });
  const path = join(directory, 'agent.pid');
  const socket = await listen(await socketName(directory));
  const owner = await readOwner(path);
  if (socket === null || (owner !== null && owner.pid !== process.pid && (await isAlive(owner)))) {
    socket?.close();
    throw alreadyRunning(directory, owner);
  }
  await writeWhole(path, `${JSON.stringify(await ownerOf(process.pid))}\n`);
  return {
    async release() {
      await removeWhole(path);
      socket.close();
    },
  };
}

async function socketName(directory: string): Promise<string> {
  const hash = createHash('sha256')
    .update(await realpath(directory))
    .digest('hex');
  return `\0rapidvm-agent-${hash.slice(0, 32)}`;
}

/** Null: somebody else has that name. Nobody is served: a caller is turned away at once. */
async function listen(name: string): Promise<Server | null> {
  const server = createServer((caller) => caller.destroy());
  server.listen(name);
  server.unref();
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null;
    throw error;
  }
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Missing, or damaged by a full disk: then only the socket speaks.
    return null;
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  try {
    const now = await ownerOf(owner.pid);
    return now.startTicks === owner.startTicks && now.bootId === owner.bootId;
  } catch {
    // No such process, or none any more.
    return false;
  }
}

const STATE_AFTER_NAME = 0;
const START_TICKS_AFTER_NAME = 19;

/** A zombie holds nothing: whoever started it may never ask how it ended, as first processes of containers do. What it had open tells the socket. */
async function ownerOf(pid: number): Promise<Owner> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (afterName[STATE_AFTER_NAME] === 'Z') throw ended(pid);
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return { pid, startTicks: Number(afterName[START_TICKS_AFTER_NAME]), bootId };
}

function ended(pid: number): RapidError<'not-found'> {
  return new RapidError('not-found', `Process ${pid} has ended`, { kind: 'process', id: `${pid}` }, 'None');
}

function alreadyRunning(directory: string, owner: Owner | null): RapidError<'already-running'> {
  const who = owner === null ? 'another process' : `process ${owner.pid}`;
  const details = { what: `agent for ${directory}`, owner: who };
  return new RapidError(
    'already-running',
    `An agent runs on ${directory} already: ${who}`,
    details,
    'Stop that one first, or give this one a data directory of its own',
  );
}
