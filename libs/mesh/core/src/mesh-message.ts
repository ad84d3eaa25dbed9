/** The gossip wire: one compact JSON object a message. Decoding never throws, whatever arrives. */
import type { HostFacts } from '@rapidvm/domain';
import type { FieldIssue, Result } from '@rapidvm/kernel';
import { err, invalidInput, ok, RapidError } from '@rapidvm/kernel';
import * as z from 'zod/mini';
import { factsSchema } from './facts-codec.ts';
import { MAX_MESSAGE_BYTES } from './limits.ts';

/** What a member says: that it lives, and for a host, its facts. */
export interface MeshMessage {
  /** Counts the sender's publications of one version, so that an old message that comes again is known as old. */
  readonly beat: number;
  /** Null from a controller, and from a host that has told nothing yet. */
  readonly facts: HostFacts | null;
}

const WIRE_VERSION = 1;

const wire = z.object({ v: z.literal(WIRE_VERSION), beat: z.int().check(z.nonnegative()), facts: z.nullable(factsSchema) });

/** The text of `message`. Throws `limit-exceeded` above MAX_MESSAGE_BYTES. */
export function encodeMeshMessage(message: MeshMessage): string {
  const encoded = JSON.stringify({ v: WIRE_VERSION, beat: message.beat, facts: message.facts });
  if (utf8Length(encoded) > MAX_MESSAGE_BYTES) {
    const details = { limit: 'mesh message', max: MAX_MESSAGE_BYTES, unit: 'bytes' };
    throw new RapidError(
      'limit-exceeded',
      'The facts of this host do not fit into a mesh message',
      details,
      'Shorten the names of its datastores',
    );
  }
  return encoded;
}

/** The message in `encoded`, or `invalid-input` that names every field at fault. Fields it does not know are dropped. */
export function decodeMeshMessage(encoded: string): Result<MeshMessage, RapidError<'invalid-input'>> {
  if (encoded.length > MAX_MESSAGE_BYTES) {
    return refused([
      { field: 'message', value: `${encoded.length} characters`, rule: `must be at most ${MAX_MESSAGE_BYTES} bytes` },
    ]);
  }
  const parsed = wire.safeParse(parseJson(encoded));
  if (!parsed.success) return refused(parsed.error.issues.map(toIssue));
  return ok({ beat: parsed.data.beat, facts: parsed.data.facts });
}

function refused(issues: readonly FieldIssue[]): Result<never, RapidError<'invalid-input'>> {
  return err(invalidInput(issues));
}

/** The value of a JSON text; undefined, which no schema takes, when it is none. */
function parseJson(encoded: string): unknown {
  try {
    return JSON.parse(encoded);
  } catch {
    return undefined;
  }
}

function toIssue(issue: z.core.$ZodIssue): FieldIssue {
  return {
    field: issue.path.length === 0 ? 'message' : issue.path.join('.'),
    value: 'a mesh message',
    rule: issue.message || issue.code,
  };
}

function utf8Length(encoded: string): number {
  let length = 0;
  for (const character of encoded) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) length += 1;
    else if (point < 0x800) length += 2;
    else length += point < 0x10000 ? 3 : 4;
  }
  return length;
}
