/** Node's file and process errors, by their `code`. */

export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
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
