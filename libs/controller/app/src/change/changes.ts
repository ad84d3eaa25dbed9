/**
 * The one way to change anything: a transaction that writes the rows, the event, the audit row and the answer kept for repeats, all or
 * nothing. What is refused is audited too.
 */
import type { Caller } from '@rapidvm/domain';
import type { TaskId } from '@rapidvm/kernel';
import { isRapidError, RapidError, toTimestamp } from '@rapidvm/kernel';
import type { OperationOutput } from '@rapidvm/operations';
import { OPERATIONS, repeatRule } from '@rapidvm/operations';
import type { AppDeps } from '../deps.ts';
import type { CallContext, HandledOperation, IdempotencyRecord, Stores } from '../ports/index.ts';
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

/** Whose key it is, and a hash of the request that it came with. */
type RequestKey = Pick<IdempotencyRecord, 'actor' | 'key' | 'requestHash'>;

/** Of what the sealer seals here. */
const PURPOSE = 'answer';

export class Changes {
  readonly #deps: Pick<AppDeps, 'database' | 'tasks' | 'keys' | 'sealer' | 'clock' | 'logger'>;
  readonly #audit: AuditLog;

  constructor(deps: Pick<AppDeps, 'database' | 'tasks' | 'keys' | 'sealer' | 'clock' | 'rng' | 'logger'>) {
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
      if (!isRapidError(error)) throw error;
      const answer = await this.#answeredMeanwhile(request, error);
      if (answer !== null) return answer;
      await this.#audit.refused(request.context, request.operation, request.subject, error);
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
    const answer = key === null ? null : await this.#keptAnswer(stores, operation, key);
    if (answer !== null) return { answer };
    const made = await work(stores, context.caller);
    await this.#audit.done(stores, context, operation, made.subject ?? subject, made);
    if (key !== null) {
      const createdAt = toTimestamp(this.#deps.clock.now());
      const json = JSON.stringify(made.answer);
      const response = repeatRule(operation) === 'same-answer-sealed' ? this.#deps.sealer.seal(PURPOSE, json) : json;
      await stores.idempotency.insert({ ...key, operation, response, createdAt });
    }
    return made;
  }

  /**
   * Of two like requests at once one is faster, and the other is refused for what the first has just made. Null when it is not that: what was
   * refused stays refused.
   */
  async #answeredMeanwhile<K extends HandledOperation>(
    request: ChangeRequest<K>,
    refusal: RapidError,
  ): Promise<OperationOutput<K> | null> {
    const key = this.#key(request);
    if (key === null || refusal.code === 'unavailable') return null;
    const kept = await this.#deps.database.read.idempotency.get(key.actor, key.key);
    return kept?.requestHash === key.requestHash ? this.#open(request.operation, kept) : null;
  }

  async #keptAnswer<K extends HandledOperation>(
    stores: Stores,
    operation: K,
    key: RequestKey,
  ): Promise<OperationOutput<K> | null> {
    const kept = await stores.idempotency.get(key.actor, key.key);
    if (kept === null) return null;
    if (kept.requestHash !== key.requestHash) throw mismatch(key.key);
    return this.#open(operation, kept);
  }

  #open<K extends HandledOperation>(operation: K, { response, key }: IdempotencyRecord): OperationOutput<K> {
    const sealed = repeatRule(operation) === 'same-answer-sealed';
    const json = sealed ? this.#deps.sealer.open(PURPOSE, response) : response;
    // Sealed by a cluster key that is used no more: what it said is lost.
    if (json === null) throw mismatch(key);
    return parseAnswer(operation, json);
  }

  #key<K extends HandledOperation>({ operation, context, input }: ChangeRequest<K>): RequestKey | null {
    const { idempotencyKey, caller } = context;
    if (idempotencyKey === undefined || caller === null || repeatRule(operation) === 'done-again') return null;
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
