import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { imageInvalid } from '../storage-errors.ts';

/**
 * Opens a file of a datastore for reading. Refuses `image-invalid` for anything but a plain file. Never waits: opening a named pipe would, for
 * a writer that may never come, and hold a thread of the few that do all file work of the agent. `name`: how to call it to people.
 */
export async function openRegular(path: string, name: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if ((await file.stat()).isFile()) return file;
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  throw imageInvalid(name, 'it is not a file');
}
