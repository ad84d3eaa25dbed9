import type { VmAction } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { asId, notFound, toTimestamp } from '@rapidvm/kernel';
import { APP_LIMITS } from '../limits.ts';
import type { Database, Handler } from '../ports/index.ts';
import { refuseUnlessReachable, refuseUnlessAllowed, vmOr404 } from '../refusals.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import type { ConsoleGrant, TicketTable } from './ticket-table.ts';

const ACTION = { serial: 'serial-console', screen: 'screen-console' } as const satisfies Record<ConsoleGrant['kind'], VmAction>;

/** Where the edge serves each kind of console: WebSocket path and first subprotocol. */
export const CONSOLE_DOORS = {
  serial: { path: '/api/v1/consoles/serial', protocol: 'rapidvm.serial.v1' },
  screen: { path: '/api/v1/consoles/screen', protocol: 'rapidvm.screen.v1' },
} as const satisfies Record<ConsoleGrant['kind'], { path: string; protocol: string }>;

/** Refuses before anything is opened: `wrong-state`, `console-unavailable` (no display), `host-unreachable`. */
export function openConsole({ changes, tickets, clock }: UseCaseDeps): Handler<'vm.console'> {
  return async (context, input) => {
    const { id, kind, readOnly } = input;
    // The ticket is made after the commit: a transaction may run twice, and a refused one must leave none behind.
    let grant: ConsoleGrant | undefined;
    const expiresAt = toTimestamp(clock.now() + APP_LIMITS.ticketMs);
    const { path, protocol } = CONSOLE_DOORS[kind];
    const answer = await changes.makeAs(
      { operation: 'vm.console', context, input, subject: `vm ${id}` },
      async (stores, caller) => {
        const row = await vmOr404(stores, asId<VmId>(id));
        refuseUnlessAllowed(row, ACTION[kind]);
        const host = row.intent.hostId === null ? null : await stores.hosts.get(row.intent.hostId);
        if (host === null) throw notFound('host of the VM', row.intent.name);
        refuseUnlessReachable(host.host);
        grant = { kind, readOnly, vmId: row.intent.id, hostId: host.host.id, caller, credential: context.credential ?? null };
        return {
          answer: { ticket: '', expiresAt, path, protocol },
          subject: `vm ${row.intent.name} ${id}`,
          after: { console: kind, readOnly },
        };
      },
    );
    if (grant === undefined) throw notFound('VM', id);
    return { ...answer, ticket: tickets.issue(grant) };
  };
}

/**
 * Takes a ticket away and looks once more whether its console is there. Refuses `not-authenticated` for a ticket that is unknown, used or
 * expired, and as opening does for what has changed since.
 */
export async function redeemTicket(
  deps: { readonly database: Database; readonly tickets: TicketTable },
  ticket: string,
): Promise<ConsoleGrant> {
  const grant = deps.tickets.redeem(ticket);
  refuseUnlessAllowed(await vmOr404(deps.database.read, grant.vmId), ACTION[grant.kind]);
  return grant;
}
