/** Node's file and process errors, by their `code`; our own refusals have none here. */
import { RapidError } from '@rapidvm/kernel';

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
