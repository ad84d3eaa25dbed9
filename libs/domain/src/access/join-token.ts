/**
 * What an administrator carries from the controller to a new host, as one line:
 *
 *   rvmjoin1:<invitation id>:<secret, hex>:<SHA-256 of the CA certificate, hex>@<url>[,<url>…]
 *
 * The fingerprint lets the host tell its controller from an impostor before it sends the secret.
 */
import { invalidInput } from '@rapidvm/kernel';

export interface JoinToken {
  /** UUID of the invitation. */
  readonly id: string;
  /** 64 hex digits: 256 random bits. */
  readonly secret: string;
  /** Lower-case hex SHA-256 of the CA certificate's DER. */
  readonly fingerprint: string;
  /** Where the controller's HTTPS API is, `https://host:port`, best first. At least one. */
  readonly urls: readonly string[];
}

const FORM = /^rvmjoin1:([0-9a-f-]{36}):([0-9a-f]{64}):([0-9a-f]{64})@(https:\/\/[^\s,@]+(?:,https:\/\/[^\s,@]+)*)$/;
/** Room for eight addresses of the longest kind. */
const MAX_CHARS = 2560;

export function formatJoinToken(token: JoinToken): string {
  return `rvmjoin1:${token.id}:${token.secret}:${token.fingerprint}@${token.urls.join(',')}`;
}

/** Refuses `invalid-input`; the message never has the secret. */
export function parseJoinToken(text: string): JoinToken {
  const match = text.length <= MAX_CHARS ? FORM.exec(text.trim()) : null;
  const [, id, secret, fingerprint, urls] = match ?? [];
  if (id === undefined || secret === undefined || fingerprint === undefined || urls === undefined) {
    throw invalidInput([
      {
        field: 'joinToken',
        value: `${text.length} characters`,
        rule: 'must be a join token as `rapidvm host invite` printed it',
      },
    ]);
  }
  return { id, secret, fingerprint, urls: urls.split(',') };
}
