import { RapidError, formatBytes } from '@rapidvm/kernel';

export function storageFull(datastore: string, neededBytes: number, freeBytes: number): RapidError<'storage-full'> {
  return new RapidError(
    'storage-full',
    `Datastore ${datastore} is full: ${formatBytes(neededBytes)} needed, ${formatBytes(freeBytes)} free`,
    { datastore, neededBytes, freeBytes },
    'Delete what is no longer needed from the datastore, enlarge it, or use another one',
  );
}

export function storageFailed(datastore: string, path: string, cause: string): RapidError<'storage-failed'> {
  return new RapidError(
    'storage-failed',
    `Datastore ${datastore} failed at ${path}: ${cause}`,
    { datastore, path, cause },
    'Look at the datastore: its folder and file system on this host, or its server and the network in between',
  );
}

export function imageInvalid(image: string, problem: string): RapidError<'image-invalid'> {
  return new RapidError(
    'image-invalid',
    `${image} can't be used as an image: ${problem}`,
    { image, problem },
    'Make it anew as a qcow2 or raw image that needs no other file (qemu-img convert)',
  );
}

/** Node's `code` of a file or process error; our own refusals have none here. */
export function systemErrorCode(error: unknown): string | undefined {
  if (error instanceof RapidError || !(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The value, or `fallback` when the failure has one of `codes`; any other failure goes on. */
export async function unless<T, F>(promise: Promise<T>, fallback: F, ...codes: readonly string[]): Promise<T | F> {
  try {
    return await promise;
  } catch (error) {
    if (codes.includes(systemErrorCode(error) ?? '')) return fallback;
    throw error;
  }
}
