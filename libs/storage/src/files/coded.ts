import { PROVISION_MIN_FREE_BYTES } from '../limits.ts';
import { storageFailed, storageFull, systemErrorCode } from '../storage-errors.ts';
import type { StoreFiles } from './store-files.ts';

/** Does `action` on `path` of a datastore; a failure of its file system becomes `storage-full` or `storage-failed`, a refusal stays what it is. */
export async function coded<T>(files: StoreFiles, path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw storageFailed(files.datastore, path, error.message);
    throw storageFull(files.datastore, PROVISION_MIN_FREE_BYTES, (await files.space()).freeBytes);
  }
}
