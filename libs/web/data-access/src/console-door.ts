import type { RapidError } from '@rapidvm/kernel';

/** A way into a console: single-use, so every attempt needs a new one. */
export interface ConsoleTicket {
  readonly path: string;
  readonly protocol: string;
  readonly ticket: string;
}

/**
 *   closed ─► connecting ─► open ─► waiting ─► connecting …      (the connection was lost)
 *                 ├──► waiting                                   (no answer)
 *                 └──► refused                                   (an answer: no)
 *   open ─► catching-up ─► connecting                            (more output than can be drawn)
 */
export type ConsoleState =
  | { readonly phase: 'closed' | 'connecting' | 'open' | 'catching-up' }
  | { readonly phase: 'waiting'; readonly retryAt: number }
  | { readonly phase: 'refused'; readonly error: RapidError };

/** Refusals that trying again does not change; the page tries again when what it knows of the VM changes. */
const FINAL: readonly string[] = ['wrong-state', 'console-unavailable', 'not-permitted', 'not-found', 'not-authenticated'];

export function isFinalRefusal(error: RapidError): boolean {
  return FINAL.includes(error.code);
}

/** The subprotocols that a console's WebSocket offers: the protocol, and the ticket, which must not stand in a URL. */
export function consoleProtocols({ protocol, ticket }: ConsoleTicket): string[] {
  return [protocol, `rapidvm.ticket.${ticket}`];
}

/** A path of this server as a WebSocket's URL. */
export function webSocketUrl(path: string): URL {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  return url;
}
