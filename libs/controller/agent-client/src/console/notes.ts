/** Checks of what an agent says about a console. */
import type { ConsoleClosed, MaybeLent, SerialGap, SerialOpened } from '@rapidvm/console';
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';

const offset = z.int().nonnegative();

export const openedPayload: z.ZodType<SerialOpened> = z.object({ firstOffset: offset, nextOffset: offset });
export const lentPayload: z.ZodType<MaybeLent> = z.object({ lent: z.string().optional() });
export const gapPayload: z.ZodType<SerialGap> = z.object({ fromOffset: offset, toOffset: offset });
export const closedPayload: z.ZodType<ConsoleClosed> = z.object({ code: z.string(), message: z.string() });

/** Refuses `unavailable`: the agent is another one than we know. */
export function parseNote<T>(schema: z.ZodType<T>, payload: Buffer): T {
  try {
    return schema.parse(JSON.parse(payload.toString()));
  } catch (error) {
    const details = { what: 'a console', cause: error instanceof Error ? error.message : String(error) };
    const message = 'The agent said something about a console that can’t be understood';
    throw new RapidError('unavailable', message, details, 'Update agent and controller to the same version', error);
  }
}

export function unexpected(kind: string): RapidError<'unavailable'> {
  const details = { what: 'a console', cause: `the agent sent what can't be used here: ${kind}` };
  return new RapidError('unavailable', 'The agent speaks another language than we do', details, 'Update agent and controller');
}
