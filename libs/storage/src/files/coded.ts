import { PROVISION_MIN_FREE_BYTES } from '../limits.ts';
import { storageFailed, storageFull, systemErrorCode } from '../storage-errors.ts';
import { freeBytes } from './free-bytes.ts';

/** Where an action works, to be named when it fails. */
export interface Place {
  readonly datastore: string;
  /** Relative to the datastore's root. */
  readonly path: string;
  /** The datastore's root. */
  readonly root: string;
}

/** Does `action`; a failure of its file system becomes `storage-full` or `storage-failed`, a refusal stays what it is. */
export async function coded<T>(place: Place, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw storageFailed(place.datastore, place.path, error.message);
    throw storageFull(place.datastore, PROVISION_MIN_FREE_BYTES, await freeBytes(place.root));
  }
}
