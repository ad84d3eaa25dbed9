/** Use-cases that answer from memory: for tests of the adapters alone. */
import type {
  CallContext,
  ConsoleGateway,
  Credential,
  FeedMessage,
  HandledOperation,
  OperationHandlers,
} from '@rapidvm/controller-app';
import { AccessService } from '@rapidvm/controller-app';
import type { ApiPorts } from '@rapidvm/controller-api';
import type { Caller, Role } from '@rapidvm/domain';
import { ROLES } from '@rapidvm/domain';
import { RapidError, asId } from '@rapidvm/kernel';
import type { UserId } from '@rapidvm/kernel';
import type { OperationName } from '@rapidvm/operations';
import { OPERATION_NAMES } from '@rapidvm/operations';
import { SAMPLE_ID, sampleOutput } from './sample-outputs.ts';

export interface FakeCall {
  readonly operation: OperationName;
  readonly context: CallContext;
  readonly input: unknown;
}

export interface FakePorts extends ApiPorts {
  readonly calls: FakeCall[];
  readonly refusals: { readonly operation: OperationName; readonly subject: string }[];
  /** Answers of handlers, over the samples; throws what it throws. */
  readonly answers: Map<HandledOperation, () => unknown>;
  readonly feed: FakeFeed;
  unready: string | null;
  /** What every authentication is refused with. */
  away: RapidError | null;
}

const OPERATOR: Credential = { kind: 'token', secret: 'token-operator' };

/** Tokens are `token-<role>`, session secrets `session-<role>`; the password of everybody is `right`. */
export function createFakePorts(gateway: ConsoleGateway = noConsoles): FakePorts {
  const calls: FakeCall[] = [];
  const refusals: FakePorts['refusals'] = [];
  const answers: FakePorts['answers'] = new Map();
  const handler = (operation: HandledOperation) => async (context: CallContext, input: unknown) => {
    calls.push({ operation, context, input });
    return answers.get(operation)?.() ?? sampleOutput(operation);
  };
  const unary = OPERATION_NAMES.filter((name) => name !== 'event.watch' && name !== 'session.login' && name !== 'session.logout');
  const feed = new FakeFeed();
  const fake: FakePorts = {
    calls,
    refusals,
    answers,
    feed,
    unready: null,
    away: null,
    handlers: Object.fromEntries(unary.map((name) => [name, handler(name)])) as unknown as OperationHandlers,
    access: {
      async authenticate(credential, from) {
        if (fake.away !== null) throw fake.away;
        return callerOf(credential, from);
      },
      // The real rule: the adapters are tested with it, not with another one.
      authorise: (caller, operation, permission) => AccessService.prototype.authorise(caller, operation, permission),
      async login(_context, { password }) {
        if (password !== 'right') throw notAuthenticated('wrong-credentials');
        return { session: sampleOutput('session.login'), secret: 'session-admin' };
      },
      logout: async (context, secret) => void calls.push({ operation: 'session.logout', context, input: { secret } }),
      auditRefusal: async (_context, operation, subject) => void refusals.push({ operation, subject }),
    },
    events: feed,
    consoles: {
      gateway,
      async redeem(ticket) {
        const [kind, mode] = ticket.split('-');
        if (kind !== 'serial' && kind !== 'screen') throw notAuthenticated('used');
        return {
          kind,
          readOnly: mode === 'ro',
          vmId: asId(SAMPLE_ID),
          hostId: asId(SAMPLE_ID),
          caller: callerOf(OPERATOR, ''),
          credential: OPERATOR,
        };
      },
    },
    ready: async () => (fake.unready === null ? { ready: true } : { ready: false, cause: fake.unready }),
  };
  return fake;
}

function callerOf(credential: Credential, from: string): Caller {
  const role = ROLES.find((name): name is Role => credential.secret === `${credential.kind}-${name}`);
  if (role === undefined) throw notAuthenticated('revoked');
  return { userId: asId<UserId>(SAMPLE_ID), name: role, role, via: credential.kind, from };
}

function notAuthenticated(reason: 'missing' | 'wrong-credentials' | 'revoked' | 'used'): RapidError {
  return new RapidError('not-authenticated', 'You are not logged in', { reason }, 'Log in');
}

/** A feed a test pushes into. */
export class FakeFeed {
  readonly #messages: FeedMessage[] = [];
  #wake = Promise.withResolvers<void>();
  followers = 0;
  pulled = 0;

  push(...messages: FeedMessage[]): void {
    this.#messages.push(...messages);
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  /** As of a database that is restored from a backup of before. */
  restore(): void {
    this.#messages.length = 0;
  }

  async latestCursor(): Promise<number> {
    return this.#messages.length;
  }

  async *follow(after: number | undefined, signal: AbortSignal): AsyncGenerator<FeedMessage> {
    this.followers += 1;
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    try {
      for (let index = after ?? this.#messages.length; !signal.aborted;) {
        const message = this.#messages[index];
        if (message === undefined) await Promise.race([this.#wake.promise, aborted]);
        else {
          index += 1;
          this.pulled += 1;
          yield message;
        }
      }
    } finally {
      this.followers -= 1;
    }
  }
}

const noConsoles: ConsoleGateway = { open: () => Promise.reject(unreachable()) };

function unreachable(): RapidError {
  const details = { host: 'h1', since: '2026-01-01T00:00:00.000Z', cause: 'connection refused' };
  return new RapidError('host-unreachable', 'The host h1 can not be reached', details, 'Look at the host');
}
