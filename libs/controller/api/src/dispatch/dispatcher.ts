/**
 * The one way from a wire to a use-case: authenticate → authorise → check the input → handler. REST and gRPC both end here, so that
 * rights, checks and codes can't differ between them. A change that is done is audited by its handler, in the transaction that makes it;
 * one that is refused on the way is audited here.
 */
import type { AccessService, CallContext, Credential, HandledOperation } from '@rapidvm/controller-app';
import type { Peer, RapidError } from '@rapidvm/kernel';
import { StrangerBound, invalidInput, isRapidError } from '@rapidvm/kernel';
import type { OperationInput, OperationName, OperationOutput } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import type { ApiPorts } from '../api-ports.ts';
import { HTTP_LIMITS, STRANGERS_PER_ADDRESS } from '../limits.ts';
import { checkInput } from './check-input.ts';

/** A request as any wire brings it. */
export interface ApiRequest {
  readonly credential: Credential | null;
  /** Remote address, for the audit log. */
  readonly from: string;
  /** Its connection, which counts no longer as a stranger's once the caller is known; null: it is asked for an open one. */
  readonly connection: Peer | null;
  readonly idempotencyKey?: string | undefined;
  readonly input: unknown;
}

export interface Admitted<K extends OperationName> {
  readonly context: CallContext;
  readonly input: OperationInput<K>;
}

export interface Dispatcher {
  /** Of the connections that requests come by: each server has its own watched. */
  readonly strangers: StrangerBound;
  /** Refuses with the coded error of whichever stage says no. */
  call<K extends HandledOperation>(operation: K, request: ApiRequest): Promise<OperationOutput<K>>;
  /** All stages but the handler, for operations that have a door of their own (login, logout, streams). */
  admit<K extends OperationName>(operation: K, request: ApiRequest): Promise<Admitted<K>>;
  /** The secret goes into the cookie and nowhere else. */
  login(request: ApiRequest): ReturnType<AccessService['login']>;
}

export function createDispatcher(ports: Pick<ApiPorts, 'handlers' | 'access'>): Dispatcher {
  const strangers = new StrangerBound(STRANGERS_PER_ADDRESS);
  const admit = async <K extends OperationName>(operation: K, request: ApiRequest): Promise<Admitted<K>> => {
    const { permission } = OPERATIONS[operation];
    let context: CallContext = { caller: null, from: request.from };
    try {
      if (request.credential !== null && permission !== 'public') {
        const { credential } = request;
        context = { ...context, caller: await ports.access.authenticate(credential, request.from), credential };
        if (request.connection !== null) strangers.known(request.connection);
      }
      ports.access.authorise(context.caller, operation, permission);
      if (request.idempotencyKey !== undefined) context = { ...context, idempotencyKey: checkKey(request.idempotencyKey) };
      return { context, input: checkInput(operation, request.input) };
    } catch (error) {
      if (isRapidError(error)) await auditRefusal(operation, context, request.input, error);
      throw error;
    }
  };

  const auditRefusal = async (
    operation: OperationName,
    context: CallContext,
    input: unknown,
    error: RapidError,
  ): Promise<void> => {
    const changes = OPERATIONS[operation].effect === 'change' || OPERATIONS[operation].effect === 'task';
    if (changes && error.code === 'not-permitted') await ports.access.auditRefusal(context, operation, subjectOf(input), error);
  };

  return {
    strangers,
    admit,
    async call(operation, request) {
      const { context, input } = await admit(operation, request);
      return ports.handlers[operation](context, input);
    },
    async login(request) {
      const { context, input } = await admit('session.login', request);
      const session = await ports.access.login(context, input);
      if (request.connection !== null) strangers.known(request.connection);
      return session;
    },
  };
}

const KEY = /^[\x21-\x7e]+$/;

function checkKey(key: string): string {
  if (key.length <= HTTP_LIMITS.idempotencyKeyChars && KEY.test(key)) return key;
  const rule = `must be 1–${HTTP_LIMITS.idempotencyKeyChars} printable ASCII characters without blanks`;
  throw invalidInput([{ field: 'Idempotency-Key', value: `${key.length} characters`, rule }]);
}

/** What a refused change was about, as far as its unchecked input says. */
function subjectOf(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  const named: unknown = Reflect.get(input, 'id') ?? Reflect.get(input, 'name');
  return typeof named === 'string' ? named.slice(0, 128).replaceAll('\u0000', '').toWellFormed() : '';
}
