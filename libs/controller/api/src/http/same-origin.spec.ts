import { describe, expect, it } from 'vitest';
import { clearedSessionCookie, readSessionCookie, sessionCookie } from './session-cookie.ts';
import { credentialOf } from './credential.ts';
import { refuseOtherSites } from './same-origin.ts';

describe('refuseOtherSites', () => {
  const host = 'rapidvm.lan:8443';
  it.each([
    [{}, true],
    [{ origin: 'https://rapidvm.lan:8443' }, true],
    [{ origin: 'https://RAPIDVM.lan:8443' }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ origin: 'http://rapidvm.lan:8443' }, false],
    [{ origin: 'https://rapidvm.lan' }, false],
    [{ origin: 'https://rapidvm.lan:8443.evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://rapidvm.lan:8443' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
  ])('%j: %s', (headers, allowed) => {
    const attempt = () => refuseOtherSites({ host, ...headers });
    if (allowed) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'not-permitted' }));
  });
});

describe('the session cookie', () => {
  it('is read back among others', () => {
    const pair = sessionCookie('s-3_cret', '2026-01-01T00:00:00.000Z').split(';')[0];
    expect(readSessionCookie(`a=b; ${pair}; c=d`)).toBe('s-3_cret');
    expect(sessionCookie('x', '2026-01-01T00:00:00.000Z')).toContain('Expires=Thu, 01 Jan 2026 00:00:00 GMT');
  });

  it.each([undefined, '', 'rapidvm=x', '__Host-rapidvm', '__Host-rapidvm=', ';;='])('is not in %j', (header) => {
    expect(readSessionCookie(header)).toBeNull();
  });

  it('is taken away by an empty one', () => {
    expect(clearedSessionCookie()).toMatch(/^__Host-rapidvm=; .*Max-Age=0$/);
  });
});

describe('credentialOf', () => {
  it('a token counts before a cookie; another scheme is refused, not ignored', () => {
    const cookie = '__Host-rapidvm=s';
    expect(credentialOf({ cookie })).toEqual({ kind: 'session', secret: 's' });
    expect(credentialOf({ cookie, authorization: 'bearer t' })).toEqual({ kind: 'token', secret: 't' });
    expect(credentialOf({})).toBeNull();
    expect(() => credentialOf({ cookie, authorization: 'Basic eDp5' })).toThrow(
      expect.objectContaining({ code: 'not-authenticated' }),
    );
  });
});
