import type { ErrorRecord } from '@rapidvm/kernel';
import { z } from 'zod';

const schema = z.object({
  code: z.string().regex(/^[a-z-]{1,40}$/),
  message: z.string(),
  hint: z.string(),
  details: z.record(z.string(), z.unknown()),
});

/** A coded error as JSON, from an agent we have authenticated; null when it is none. */
export function parseErrorRecord(json: string): ErrorRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(value);
  // A newer agent may know codes that we do not; the edges treat those as internal.
  return parsed.success ? (parsed.data as unknown as ErrorRecord) : null;
}
