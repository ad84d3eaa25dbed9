/**
 * One controller per data directory. The lock is an abstract unix socket named after the directory: the kernel gives it to one process and
 * takes it back when that ends, however it ends.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { RapidError } from '@rapidvm/kernel';

/** The database's user must reach its directory below; nobody may list. What is secret lies in folders of its own. */
const PASS_THROUGH = 0o711;

/** Takes the directory (made if missing) until it is disposed of or this process ends. Refuses `already-running`. */
export async function lockDataDirectory(directory: string): Promise<Disposable> {
  await mkdir(directory, { recursive: true, mode: PASS_THROUGH });
  const hash = createHash('sha256')
    .update(await realpath(directory))
    .digest('hex');
  const server = createServer((caller) => caller.destroy());
  server.listen(`\0rapidvm-controller-${hash.slice(0, 32)}`);
  server.unref();
  try {
    await once(server, 'listening');
  } catch (error) {
    const details = { what: `controller for ${directory}`, owner: 'another process' };
    const hint = 'Stop that one first, or give this one a data directory of its own';
    throw new RapidError('already-running', `A controller runs on ${directory} already`, details, hint, error);
  }
  return { [Symbol.dispose]: () => void server.close() };
}
