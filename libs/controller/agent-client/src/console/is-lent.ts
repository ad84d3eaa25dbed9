/** Whether what an agent says it has lent can be used. */
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';

const ROOT = 0;
const OTHERS_WRITE = 0o022;

/**
 * Whether a socket of this name stands where only root or we could put it. The name is ours and new, so an agent, which may be another machine's,
 * can't send us to a socket that it has not lent.
 */
export async function isLent(path: string, name: string): Promise<boolean> {
  if (!isAbsolute(path) || basename(path) !== name) return false;
  const folder = dirname(path);
  try {
    const [real, place, socket] = await Promise.all([realpath(folder), lstat(folder), lstat(path)]);
    const isOurs = place.uid === ROOT || place.uid === process.getuid?.();
    return real === folder && place.isDirectory() && isOurs && (place.mode & OTHERS_WRITE) === 0 && socket.isSocket();
  } catch {
    // Not there: the agent is in another container.
    return false;
  }
}
