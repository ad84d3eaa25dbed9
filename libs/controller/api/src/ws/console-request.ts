/** What a console's upgrade request says. The ticket travels as a subprotocol: not in the URL, so in no log and no history. */
import type { IncomingMessage } from 'node:http';
import { CONSOLE_DOORS } from '@rapidvm/controller-app';
import { RapidError, invalidInput } from '@rapidvm/kernel';
import { urlOf } from './refuse-upgrade.ts';

const KINDS = ['serial', 'screen'] as const;
const TICKET_PREFIX = 'rapidvm.ticket.';

export interface ConsoleRequest {
  readonly kind: (typeof KINDS)[number];
  readonly ticket: string;
  /** Absolute byte offset to go on from; undefined: as far back as the history goes. */
  readonly fromOffset: number | undefined;
}

export function isConsolePath(pathname: string): boolean {
  return KINDS.some((kind) => CONSOLE_DOORS[kind].path === pathname);
}

/** Refuses `invalid-input` or `not-authenticated`. */
export function parseConsoleRequest(request: IncomingMessage): ConsoleRequest {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const { pathname, searchParams } = urlOf(request);
  const kind = KINDS.find((name) => CONSOLE_DOORS[name].path === pathname && CONSOLE_DOORS[name].protocol === offered[0]);
  if (kind === undefined) {
    const rule = 'the first must be the one that came with the ticket for this path';
    throw invalidInput([{ field: 'Sec-WebSocket-Protocol', value: `${offered.length} protocols`, rule }]);
  }
  const ticket = offered.find((protocol) => protocol.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length) ?? '';
  if (ticket === '') {
    const hint =
      'Get a ticket from POST /api/v1/vms/:id/console-tickets and offer "rapidvm.ticket." followed by it as second subprotocol';
    throw new RapidError('not-authenticated', 'A console needs a ticket', { reason: 'missing' }, hint);
  }
  return { kind, ticket, fromOffset: parseOffset(searchParams) };
}

function parseOffset(query: URLSearchParams): number | undefined {
  const unknown = [...query.keys()].filter((key) => key !== 'from');
  if (unknown.length > 0) {
    throw invalidInput(
      unknown
        .slice(0, 20)
        .map((field) => ({ field: field.slice(0, 64), value: '(not shown)', rule: 'is not known here; known: from' })),
    );
  }
  const text = query.get('from');
  if (text === null) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw invalidInput([
    { field: 'from', value: text.slice(0, 64), rule: 'must be a byte offset, a whole number of at most 15 digits' },
  ]);
}
