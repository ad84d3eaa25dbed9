import type { IncomingHttpHeaders } from 'node:http';
import { RapidError } from '@rapidvm/kernel';

/**
 * Refuses what another web site made a browser send. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`) and scripts in a
 * page can't forge either; a request with neither is not from a browser and carries no cookie it did not mean to. Refuses `not-permitted`.
 */
export function refuseOtherSites(headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && (headers.origin === undefined || isOwnOrigin(headers.origin, headers.host))) return;
  throw new RapidError(
    'not-permitted',
    'The request comes from another web site',
    {
      operation: 'cross-site request',
      needs: `Origin https://${headers.host ?? ''}`,
      has: String(headers.origin ?? site).slice(0, 128),
    },
    'Use the address that this server has in your browser, or an API token',
  );
}

/** For WebSockets, whose `Sec-Fetch-Site` not every browser sends. */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && origin.toLowerCase() === `https://${host.toLowerCase()}`;
}
