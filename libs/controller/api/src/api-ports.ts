/** What the API adapters need of the use-cases; the composition root provides it. */
import type { CallContext, ConsoleGateway, OperationHandlers } from '@rapidvm/controller-app';
import type { Caller, Permission } from '@rapidvm/domain';
import type { HostId, RapidError, VmId } from '@rapidvm/kernel';
import type { EventView, OperationInput, OperationName, OperationOutput } from '@rapidvm/operations';

/** How a request proves who sends it. `secret` never reaches a log. */
export interface Credential {
  readonly kind: 'session' | 'token';
  readonly secret: string;
}

export interface LoggedIn {
  readonly session: OperationOutput<'session.login'>;
  /** Goes into the cookie and nowhere else. */
  readonly secret: string;
}

export interface AccessPort {
  /** Who this is. Refuses `not-authenticated`. */
  authenticate(credential: Credential, from: string): Promise<Caller>;
  /** Refuses `not-authenticated` when there is no caller and one is needed, `not-permitted` when its role does not do. */
  authorise(caller: Caller | null, operation: OperationName, permission: Permission): void;
  /** Refuses `not-authenticated` with reason `wrong-credentials`. */
  login(context: CallContext, input: OperationInput<'session.login'>): Promise<LoggedIn>;
  /** Ends the session; harmless when there is none. */
  logout(context: CallContext, secret: string): Promise<void>;
  /** Writes the audit row of a change that was refused before its handler ran. */
  auditRefusal(context: CallContext, operation: OperationName, subject: string, error: RapidError): Promise<void>;
}

export type FeedMessage =
  | { readonly kind: 'event'; readonly event: EventView }
  /** Something about this object changed without an event (its load, its task's progress): fetch it again. */
  | { readonly kind: 'changed'; readonly subject: { readonly kind: string; readonly id: string } };

export interface EventsPort {
  /** Every event after the cursor (absent: only new ones), then each as it happens, until `signal` aborts. Pull-based. */
  follow(after: number | undefined, signal: AbortSignal): AsyncIterable<FeedMessage>;
  /** Cursor of the newest event. */
  latestCursor(): Promise<number>;
}

/** What a ticket was issued for. */
export interface ConsoleGrant {
  readonly kind: 'serial' | 'screen';
  readonly readOnly: boolean;
  readonly vmId: VmId;
  readonly hostId: HostId;
}

export interface ConsolesPort {
  /** Takes the ticket away. Refuses `not-authenticated` when it is unknown, used or expired, `console-unavailable` when the VM has none now. */
  redeem(ticket: string): Promise<ConsoleGrant>;
  readonly gateway: ConsoleGateway;
}

export interface ApiPorts {
  readonly handlers: OperationHandlers;
  readonly access: AccessPort;
  readonly events: EventsPort;
  readonly consoles: ConsolesPort;
  /** Whether requests can be served (database reachable); the reason when not. */
  readonly ready: () => Promise<{ readonly ready: true } | { readonly ready: false; readonly cause: string }>;
}
