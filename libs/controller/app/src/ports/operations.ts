import type { Caller } from '@rapidvm/domain';
import type { OperationInput, OperationName, OperationOutput } from '@rapidvm/operations';

/**
 * Where a session's secret lives on the caller's side: an http-only cookie. Made by the HTTP edge; other edges have none, and
 * `session.login` and `session.logout` refuse there.
 */
export interface SessionCarrier {
  /** The secret this call came with. */
  readonly secret: string | null;
  give(secret: string, expiresAt: string): void;
  clear(): void;
}

/** Who calls and how; made by the API adapters after authentication. `caller` is null only for public operations. */
export interface CallContext {
  readonly caller: Caller | null;
  /** Remote address. */
  readonly from: string;
  readonly idempotencyKey?: string;
  readonly session?: SessionCarrier;
}

/** `event.watch` is a stream and has its own door (EventFeed). */
export type UnaryOperation = Exclude<OperationName, 'event.watch'>;

/** One handler per operation. Input is checked and has its defaults. */
export type OperationHandlers = {
  readonly [K in UnaryOperation]: (context: CallContext, input: OperationInput<K>) => Promise<OperationOutput<K>>;
};
