/** Single-use, short-lived permissions to open one console. In memory: a ticket is worthless in 30 seconds and after a restart. */
import type { Caller } from '@rapidvm/domain';
import type { Clock, HostId, Rng, VmId } from '@rapidvm/kernel';
import { RapidError, SECOND_MS } from '@rapidvm/kernel';
import { newSecret } from '../access/secrets.ts';
import { APP_LIMITS } from '../limits.ts';
import type { Credential, HostKeys } from '../ports/index.ts';

/** What a ticket was issued for. */
export interface ConsoleGrant {
  readonly kind: 'serial' | 'screen';
  readonly readOnly: boolean;
  readonly vmId: VmId;
  readonly hostId: HostId;
  readonly caller: Caller;
  /** What the caller proved itself with: an open console ends when it no longer holds. */
  readonly credential: Credential | null;
}

interface Issued {
  readonly grant: ConsoleGrant;
  /** Monotonic milliseconds. */
  readonly until: number;
}

export class TicketTable {
  readonly #clock: Clock;
  readonly #rng: Rng;
  readonly #keys: Pick<HostKeys, 'sha256'>;
  /** By digest, oldest first: a look-up then tells nothing about a ticket by how long it takes. */
  readonly #issued = new Map<string, Issued>();

  constructor(options: { readonly clock: Clock; readonly rng: Rng; readonly keys: Pick<HostKeys, 'sha256'> }) {
    this.#clock = options.clock;
    this.#rng = options.rng;
    this.#keys = options.keys;
  }

  /** Refuses `limit-exceeded` when too many wait to be used. */
  issue(grant: ConsoleGrant): string {
    this.#forgetExpired();
    if (this.#issued.size >= APP_LIMITS.tickets) {
      const details = { limit: 'console tickets waiting', max: APP_LIMITS.tickets, unit: 'tickets' };
      throw new RapidError(
        'limit-exceeded',
        'Too many consoles are being opened',
        details,
        `Try again in ${APP_LIMITS.ticketMs / SECOND_MS} seconds`,
      );
    }
    const ticket = newSecret(this.#rng);
    this.#issued.set(this.#keys.sha256(ticket), { grant, until: this.#clock.monotonic() + APP_LIMITS.ticketMs });
    return ticket;
  }

  /** Takes the ticket away. Refuses `not-authenticated` when it is unknown, used or expired. */
  redeem(ticket: string): ConsoleGrant {
    const digest = this.#keys.sha256(ticket);
    const issued = this.#issued.get(digest);
    this.#issued.delete(digest);
    if (issued === undefined) throw refused('used', 'There is no such console ticket; perhaps it was used');
    if (issued.until <= this.#clock.monotonic()) throw refused('expired', 'The console ticket has expired');
    return issued.grant;
  }

  get size(): number {
    return this.#issued.size;
  }

  #forgetExpired(): void {
    const now = this.#clock.monotonic();
    for (const [digest, { until }] of this.#issued) {
      if (until > now) return;
      this.#issued.delete(digest);
    }
  }
}

function refused(reason: 'used' | 'expired', message: string): RapidError<'not-authenticated'> {
  return new RapidError('not-authenticated', message, { reason }, 'Ask for a new ticket');
}
