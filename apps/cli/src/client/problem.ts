/** Refusals of the server, as they arrive in problem documents. */
import type { ErrorRecord } from '@rapidvm/kernel';
import { fromErrorRecord, RapidError } from '@rapidvm/kernel';
import { z } from 'zod';

/** Codes and details are the server's: a newer one may know codes that this build does not, which then count as failed. */
const problem = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().default(''),
  details: z.record(z.string(), z.unknown()).default({}),
});

/** A refusal out of an answer that is no success. `status`: of the HTTP answer. */
export function refusalOf(status: number, body: unknown): RapidError {
  const parsed = problem.safeParse(body);
  if (parsed.success) return fromErrorRecord(parsed.data as ErrorRecord);
  return new RapidError(
    'unavailable',
    `The server answered ${status} without saying why`,
    { what: 'the server', cause: `HTTP ${status}` },
    'Is this a RapidVM server? Try again later',
  );
}
