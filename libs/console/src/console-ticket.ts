/**
 * Console tickets: the right to open one console once, soon. A value in, a value out; whoever keeps the table must swap it in one go.
 */
import type { Clock, Rng, UserId, VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { MAX_TICKETS, TICKET_LIFE_MS, TICKET_SECRET_BYTES } from './limits.ts';

export const CONSOLE_KINDS = ['serial', 'screen'] as const;
export type ConsoleKind = (typeof CONSOLE_KINDS)[number];

/** What a ticket opens, and for whom. */
export interface ConsoleGrant {
  readonly vmId: VmId;
  readonly kind: ConsoleKind;
  readonly userId: UserId;
  readonly readOnly: boolean;
}

interface Ticket extends ConsoleGrant {
  /** Monotonic milliseconds: a wall clock that is set changes nothing. */
  readonly expiresAt: number;
}

/** By ticket text. Never changed in place. */
export type TicketTable = ReadonlyMap<string, Ticket>;

export const NO_TICKETS: TicketTable = new Map();

/** What a socket asks to open with its ticket. */
export type ConsoleClaim = Pick<ConsoleGrant, 'vmId' | 'kind'>;

export interface IssuedTicket {
  readonly ticket: string;
  readonly tickets: TicketTable;
}

/** Makes a ticket: 256 random bits in hex. Expired ones leave the table. Refuses with `limit-exceeded`. */
export function issueTicket(tickets: TicketTable, grant: ConsoleGrant, clock: Clock, rng: Rng): IssuedTicket {
  const alive = withoutExpired(tickets, clock.monotonic());
  if (alive.size >= MAX_TICKETS) {
    const details = { limit: 'console tickets', max: MAX_TICKETS, unit: 'tickets' };
    throw new RapidError('limit-exceeded', 'Too many consoles are being opened', details, 'Try again in half a minute');
  }
  const ticket = Array.from(rng.bytes(TICKET_SECRET_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { vmId, kind, userId, readOnly } = grant;
  alive.set(ticket, { vmId, kind, userId, readOnly, expiresAt: clock.monotonic() + TICKET_LIFE_MS });
  return { ticket, tickets: alive };
}

export type Redeemed =
  | { readonly ok: true; readonly grant: ConsoleGrant; readonly tickets: TicketTable }
  | { readonly ok: false; readonly error: RapidError<'not-authenticated'>; readonly tickets: TicketTable };

/**
 * Takes a ticket out of the table, whatever comes of it: one that was shown for another VM or console is spent too. Refuses with
 * `not-authenticated` (unknown or spent, expired, or for something else), and says no more than that to whoever guesses.
 */
export function redeemTicket(tickets: TicketTable, ticket: string, claim: ConsoleClaim, clock: Clock): Redeemed {
  const found = tickets.get(ticket);
  if (found === undefined) return { ok: false, error: refused('used'), tickets };
  const rest = new Map(tickets);
  rest.delete(ticket);
  if (found.expiresAt <= clock.monotonic()) return { ok: false, error: refused('expired'), tickets: rest };
  if (found.vmId !== claim.vmId || found.kind !== claim.kind)
    return { ok: false, error: refused('wrong-credentials'), tickets: rest };
  const { vmId, kind, userId, readOnly } = found;
  return { ok: true, grant: { vmId, kind, userId, readOnly }, tickets: rest };
}

function withoutExpired(tickets: TicketTable, now: number): Map<string, Ticket> {
  return new Map([...tickets].filter(([, ticket]) => ticket.expiresAt > now));
}

function refused(reason: 'used' | 'expired' | 'wrong-credentials'): RapidError<'not-authenticated'> {
  return new RapidError(
    'not-authenticated',
    'This console ticket is not valid',
    { reason },
    'Open the console again to get a new one',
  );
}
