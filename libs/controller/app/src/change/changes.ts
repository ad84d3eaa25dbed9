/**
 * The one way to change anything: a transaction that writes the rows, the event, the audit row and the answer kept for repeats, all or
 * nothing. What is refused is audited too.
 */
import type { Caller } from '@rapidvm/domain';
import type { TaskId } from '@rapidvm/kernel';
import { isRapidError, RapidError, toTimestamp } from '@rapidvm/kernel';
import type { OperationOutput } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import type { AppDeps } from '../deps.ts';
import type { CallContext, HandledOperation, Stores } from '../ports/index.ts';
import { AuditLog } from './audit-log.ts';
import { canonicalJson } from './canonical-json.ts';

export interface Made<K extends HandledOperation> {
  readonly answer: OperationOutput<K>;
  /** What it was about, when that is only known now. */
  readonly subject?: string;
  /** For the audit log; never secrets. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The task that does the rest; run once the transaction is committed. */
  readonly task?: TaskId;
}

export interface ChangeRequest<K extends HandledOperation> {
  readonly operation: K;
  readonly context: CallContext;
  readonly input: unknown;
  /** "vm web-1": for the audit log. */
  readonly subject: string;
}

/** Their answers hold secrets, which are never stored: a repeat of these makes another one. */
const NEVER_KEPT: readonly HandledOperation[] = [
  'token.create',
  'host.invite',
  'vm.console',
  'enrolment.join',
  'enrolment.renew',
  'enrolment.hello',
];

export class Changes {
  readonly #deps: Pick<AppDeps, 'database' | 'tasks' | 'keys' | 'clock' | 'logger'>;
  readonly #audit: AuditLog;

  constructor(deps: Pick<AppDeps, 'database' | 'tasks' | 'keys' | 'clock' | 'rng' | 'logger'>) {
    this.#deps = deps;
    this.#audit = new AuditLog(deps);
  }

  /**
   * Runs `work` in a transaction and answers what it made; a repeat with the same idempotency key answers as before. `work` may run more than
   * once and must touch nothing but `stores`. Refuses as `work` does, and `idempotency-mismatch` when the key came with another request.
   */
  async make<K extends HandledOperation>(
    request: ChangeRequest<K>,
    work: (stores: Stores, caller: Caller | null) => Promise<Made<K>>,
  ): Promise<OperationOutput<K>> {
    try {
      const made = await this.#deps.database.transaction((stores) => this.#once(stores, request, work));
      if (made.task !== undefined) await this.#dispatch(made.task);
      return made.answer;
    } catch (error) {
      if (isRapidError(error)) await this.#audit.refused(request.context, request.operation, request.subject, error);
      throw error;
    }
  }

  /** As `make`, for work that is done by somebody who surely has a caller. */
  async makeAs<K extends HandledOperation>(
    request: ChangeRequest<K>,
    work: (stores: Stores, caller: Caller) => Promise<Made<K>>,
  ): Promise<OperationOutput<K>> {
    return this.make(request, (stores, caller) => {
      if (caller === null) throw notAuthenticated();
      return work(stores, caller);
    });
  }

  async #once<K extends HandledOperation>(
    stores: Stores,
    request: ChangeRequest<K>,
    work: (stores: Stores, caller: Caller | null) => Promise<Made<K>>,
  ): Promise<Made<K>> {
    const { operation, context, subject } = request;
    const key = this.#key(request);
    const kept = key === null ? null : await stores.idempotency.get(key.actor, key.key);
    if (kept !== null && key !== null) {
      if (kept.requestHash !== key.requestHash) throw mismatch(key.key);
      return { answer: parseAnswer(operation, kept.response) };
    }
    const made = await work(stores, context.caller);
    await this.#audit.done(stores, context, operation, made.subject ?? subject, made);
    if (key !== null) {
      const createdAt = toTimestamp(this.#deps.clock.now());
      await stores.idempotency.insert({ ...key, operation, response: JSON.stringify(made.answer), createdAt });
    }
    return made;
  }

  #key<K extends HandledOperation>({
    operation,
    context,
    input,
  }: ChangeRequest<K>): { actor: string; key: string; requestHash: string } | null {
    const { idempotencyKey, caller } = context;
    if (idempotencyKey === undefined || caller === null || NEVER_KEPT.includes(operation)) return null;
    return {
      actor: caller.userId,
      key: idempotencyKey,
      requestHash: this.#deps.keys.sha256(canonicalJson({ operation, input })),
    };
  }

  /** The task is written; whether it begins now or when the sweep finds it changes nothing for the caller. */
  async #dispatch(id: TaskId): Promise<void> {
    try {
      await this.#deps.tasks.dispatch(id);
    } catch (error) {
      this.#deps.logger.error('a task could not be begun at once', error, { task: id });
    }
  }
}

/** Our own JSON out of our own row; checked, because an older controller may have written it. */
function parseAnswer<K extends HandledOperation>(operation: K, json: string): OperationOutput<K> {
  const schema: { parse(value: unknown): unknown } = OPERATIONS[operation].output;
  return schema.parse(JSON.parse(json)) as OperationOutput<K>;
}

export function notAuthenticated(): RapidError<'not-authenticated'> {
  return new RapidError('not-authenticated', 'You are not logged in', { reason: 'missing' }, 'Log in, or send an API token');
}

function mismatch(key: string): RapidError<'idempotency-mismatch'> {
  return new RapidError(
    'idempotency-mismatch',
    'This idempotency key was used for another request',
    { key },
    'Use a new key for a new request',
  );
}
