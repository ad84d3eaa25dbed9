/** The cookie that carries a browser's session. `__Host-`: the browser itself insists on Secure, Path=/ and this very host. */
const NAME = '__Host-rapidvm';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** The session secret in a `Cookie` header, or null. */
export function readSessionCookie(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === NAME && value !== undefined && value !== '') return value;
  }
  return null;
}

/** `Set-Cookie` for a new session. `expiresAt`: RFC 3339; null: until the browser closes. */
export function sessionCookie(secret: string, expiresAt: string | null): string {
  const expires = expiresAt === null ? '' : `; Expires=${new Date(expiresAt).toUTCString()}`;
  return `${NAME}=${secret}; ${ATTRIBUTES}${expires}`;
}

/** `Set-Cookie` that takes the session away. */
export function clearedSessionCookie(): string {
  return `${NAME}=; ${ATTRIBUTES}; Max-Age=0`;
}
