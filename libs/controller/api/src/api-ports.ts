/** What the API adapters need of the use-cases; the composition root provides it. */
import type { AccessService, ConsoleGateway, ConsoleGrant, EventFeed, OperationHandlers } from '@rapidvm/controller-app';

export type AccessPort = Pick<AccessService, 'authenticate' | 'authorise' | 'login' | 'logout' | 'auditRefusal'>;
export type EventsPort = Pick<EventFeed, 'follow' | 'latestCursor'>;

export interface ConsolesPort {
  /** Takes the ticket away. Refuses `not-authenticated` when it is unknown, used or expired, and as opening does for what has changed since. */
  redeem(ticket: string): Promise<ConsoleGrant>;
  readonly gateway: ConsoleGateway;
}

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly cause: string };

export interface ApiPorts {
  readonly handlers: OperationHandlers;
  readonly access: AccessPort;
  readonly events: EventsPort;
  readonly consoles: ConsolesPort;
  /** Whether requests can be served (the database answers); why not. Never rejects. */
  ready(): Promise<Readiness>;
}
