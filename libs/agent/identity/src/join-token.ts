/** The one-time join token as people carry it: `rapidvm-join-v1.` and base64url of a JSON document. */
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';
import { MAX_CONTROLLER_URLS, MAX_TOKEN_CHARS } from './limits.ts';

const PREFIX = 'rapidvm-join-v1.';

const schema = z.object({
  /** Where the controller answers, best first. */
  urls: z
    .array(z.url({ protocol: /^https$/ }))
    .min(1)
    .max(MAX_CONTROLLER_URLS),
  /** Lower-case hex SHA-256 of the CA certificate's DER: what makes the first connection trustworthy. */
  caFingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  id: z.string().min(1),
  secret: z.string().min(1),
});

export type JoinToken = z.infer<typeof schema>;

/** Refuses with `not-authenticated`; the text is a secret and is never told back. */
export function parseJoinToken(text: string): JoinToken {
  const trimmed = text.trim();
  if (trimmed.length > MAX_TOKEN_CHARS || !trimmed.startsWith(PREFIX)) throw badToken();
  try {
    return schema.parse(JSON.parse(Buffer.from(trimmed.slice(PREFIX.length), 'base64url').toString('utf8')));
  } catch (error) {
    throw badToken(error);
  }
}

function badToken(cause?: unknown): RapidError<'not-authenticated'> {
  const hint = 'Copy the whole token, or invite the host again in the controller';
  return new RapidError('not-authenticated', 'That is not a join token', { reason: 'wrong-credentials' }, hint, cause);
}
