import { chmod, mkdir } from 'node:fs/promises';

const PASS_THROUGH = 0o711;

/**
 * Makes a folder, if it is missing, that others (QEMU's users) may pass through to files whose names they know, and not list. Its mode is set
 * whatever the agent's umask is; that of a folder which is there already is its owner's business.
 */
export async function makePassThrough(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: PASS_THROUGH });
  if (made !== undefined) await chmod(folder, PASS_THROUGH);
}
