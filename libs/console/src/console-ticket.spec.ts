import type { UserId, VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { VirtualTime, seededRng } from '@rapidvm/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsoleGrant } from './console-ticket.ts';
import { CONSOLE_KINDS, NO_TICKETS, issueTicket, redeemTicket } from './console-ticket.ts';
import { MAX_TICKETS, TICKET_LIFE_MS } from './limits.ts';

const grant: ConsoleGrant = { vmId: asId<VmId>('vm'), kind: 'serial', userId: asId<UserId>('user'), readOnly: true };
const claim = { vmId: grant.vmId, kind: grant.kind };

describe('a console ticket', () => {
  it('opens what it was made for, once', () => {
    const time = new VirtualTime();
    const { ticket, tickets } = issueTicket(NO_TICKETS, grant, time, seededRng(1));
    expect(ticket).toMatch(/^[0-9a-f]{64}$/);
    const first = redeemTicket(tickets, ticket, claim, time);
    expect(first).toMatchObject({ ok: true, grant });
    const second = redeemTicket(first.tickets, ticket, claim, time);
    expect(second).toMatchObject({ ok: false, error: { code: 'not-authenticated', details: { reason: 'used' } } });
  });

  it('is refused after its time, and does not stay in the table', async () => {
    const time = new VirtualTime();
    const { ticket, tickets } = issueTicket(NO_TICKETS, grant, time, seededRng(1));
    await time.advance(TICKET_LIFE_MS);
    expect(redeemTicket(tickets, ticket, claim, time)).toMatchObject({ ok: false, error: { details: { reason: 'expired' } } });
    expect(issueTicket(tickets, grant, time, seededRng(2)).tickets.size).toBe(1);
  });

  it.each([
    ['another VM', { ...claim, vmId: asId<VmId>('other') }],
    ['another console', { ...claim, kind: 'screen' } as const],
  ])('is spent when it is shown for %s', (_case, wrong) => {
    const time = new VirtualTime();
    const { ticket, tickets } = issueTicket(NO_TICKETS, grant, time, seededRng(1));
    const refused = redeemTicket(tickets, ticket, wrong, time);
    expect(refused.ok).toBe(false);
    expect(redeemTicket(refused.tickets, ticket, claim, time).ok).toBe(false);
  });

  it('leaves tables as they were: they are values', () => {
    const time = new VirtualTime();
    const { ticket, tickets } = issueTicket(NO_TICKETS, grant, time, seededRng(1));
    redeemTicket(tickets, ticket, claim, time);
    expect(tickets.size).toBe(1);
    expect(NO_TICKETS.size).toBe(0);
  });

  it('is one of a bounded number', () => {
    const time = new VirtualTime();
    const rng = seededRng(1);
    let tickets = NO_TICKETS;
    for (let n = 0; n < MAX_TICKETS; n += 1) ({ tickets } = issueTicket(tickets, grant, time, rng));
    expect(() => issueTicket(tickets, grant, time, rng)).toThrowError(expect.objectContaining({ code: 'limit-exceeded' }));
  });

  it('is redeemed at most once, and only in time for its own console, in any order of events', async () => {
    const event = fc.record({
      do: fc.constantFrom('issue', 'redeem', 'wait'),
      which: fc.nat(5),
      kind: fc.constantFrom(...CONSOLE_KINDS),
      ms: fc.nat(20_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const time = new VirtualTime();
        const rng = seededRng(7);
        let tickets = NO_TICKETS;
        const made: { ticket: string; kind: string; at: number; spent: boolean }[] = [];
        for (const { do: what, which, kind, ms } of events) {
          if (what === 'wait') await time.advance(ms);
          else if (what === 'issue') {
            const issued = issueTicket(tickets, { ...grant, kind }, time, rng);
            ({ tickets } = issued);
            made.push({ ticket: issued.ticket, kind, at: time.monotonic(), spent: false });
          } else {
            const known = made[which];
            if (known === undefined) continue;
            const valid = !known.spent && known.kind === kind && time.monotonic() < known.at + TICKET_LIFE_MS;
            const result = redeemTicket(tickets, known.ticket, { vmId: grant.vmId, kind }, time);
            expect(result.ok).toBe(valid);
            known.spent = true;
            ({ tickets } = result);
          }
        }
      }),
    );
  });
});
