import type { Caller } from '@rapidvm/domain';
import type { OperationInput, OperationName, OperationOutput } from '@rapidvm/operations';

/** How a request proves who sends it. `secret` never reaches a log. */
export interface Credential {
  readonly kind: 'session' | 'token';
  readonly secret: string;
}

/** Who calls and how; made by the API adapters after authentication. `caller` is null only for public operations. */
export interface CallContext {
  readonly caller: Caller | null;
  /** What the caller proved itself with; for what outlives the call, to ask again whether it still holds. */
  readonly credential?: Credential;
  /** Remote address. */
  readonly from: string;
  readonly idempotencyKey?: string;
}

/** `event.watch` is a stream and has its own door (EventFeed). */
export type UnaryOperation = Exclude<OperationName, 'event.watch'>;

/** What has a handler: sessions begin and end through AccessService, because their secret lives in the edge's cookie. */
export type HandledOperation = Exclude<UnaryOperation, 'session.login' | 'session.logout'>;

export type Handler<K extends HandledOperation> = (context: CallContext, input: OperationInput<K>) => Promise<OperationOutput<K>>;

/** One handler per operation. Input is checked and has its defaults. */
export type OperationHandlers = { readonly [K in HandledOperation]: Handler<K> };
