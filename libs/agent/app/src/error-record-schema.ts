import type { ErrorRecord } from '@rapidvm/kernel';
import { z } from 'zod';

/** An error record out of a file of our own: its code and details were checked by the compiler when it was written. */
export const errorRecordSchema = z.custom<ErrorRecord>((value) => recordShape.safeParse(value).success);

const recordShape = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  details: z.record(z.string(), z.unknown()),
});
