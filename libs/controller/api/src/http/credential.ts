import type { IncomingHttpHeaders } from 'node:http';
import type { Credential } from '@rapidvm/controller-app';
import { RapidError } from '@rapidvm/kernel';
import { readSessionCookie } from './session-cookie.ts';

const BEARER = /^Bearer ([\w.~+/=-]{1,512})$/i;

/** What a request proves itself with: a bearer token counts before a cookie. Refuses `not-authenticated` for any other scheme. */
export function credentialOf(headers: IncomingHttpHeaders): Credential | null {
  if (headers.authorization !== undefined) {
    const secret = BEARER.exec(headers.authorization)?.[1];
    if (secret !== undefined) return { kind: 'token', secret };
    const hint = 'Send "Authorization: Bearer <token>"';
    throw new RapidError(
      'not-authenticated',
      'The Authorization header is not understood',
      { reason: 'wrong-credentials' },
      hint,
    );
  }
  const secret = readSessionCookie(headers.cookie);
  return secret === null ? null : { kind: 'session', secret };
}
