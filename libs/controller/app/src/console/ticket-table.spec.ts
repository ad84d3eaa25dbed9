import type { Caller } from '@rapidvm/domain';
import type { HostId, UserId, VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { seededRng, VirtualTime } from '@rapidvm/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { APP_LIMITS } from '../limits.ts';
import type { ConsoleGrant } from './ticket-table.ts';
import { TicketTable } from './ticket-table.ts';

const caller: Caller = { userId: asId<UserId>('u'), name: 'eve', role: 'operator', via: 'session', from: '192.0.2.1' };
const grant: ConsoleGrant = {
  kind: 'serial',
  readOnly: true,
  vmId: asId<VmId>('vm'),
  hostId: asId<HostId>('host'),
  caller,
  credential: null,
};

let clock: VirtualTime;
let tickets: TicketTable;
beforeEach(() => {
  clock = new VirtualTime();
  tickets = new TicketTable({ clock, rng: seededRng(1), keys: { sha256: (text) => `digest of ${text}` } });
});

describe('console tickets', () => {
  it('work once, each for what it was issued', () => {
    const [one, other] = [tickets.issue(grant), tickets.issue({ ...grant, kind: 'screen' })];
    expect(one).not.toBe(other);
    expect(tickets.redeem(other).kind).toBe('screen');
    expect(tickets.redeem(one)).toEqual(grant);
    expect(() => tickets.redeem(one)).toThrow(
      expect.objectContaining({ code: 'not-authenticated', details: { reason: 'used' } }),
    );
  });

  it('expire', async () => {
    const ticket = tickets.issue(grant);
    await clock.advance(APP_LIMITS.ticketMs);
    expect(() => tickets.redeem(ticket)).toThrow(expect.objectContaining({ details: { reason: 'expired' } }));
  });

  it('are bounded, and room comes back as they expire', async () => {
    for (let i = 0; i < APP_LIMITS.tickets; i += 1) tickets.issue(grant);
    expect(() => tickets.issue(grant)).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
    await clock.advance(APP_LIMITS.ticketMs);
    tickets.issue(grant);
    expect(tickets.size).toBe(1);
  });
});
