import type { AuditEntry } from '@rapidvm/domain';
import type { RapidError } from '@rapidvm/kernel';
import { newId, toTimestamp } from '@rapidvm/kernel';
import type { OperationName } from '@rapidvm/operations';
import type { AppDeps } from '../deps.ts';
import type { CallContext, Stores } from '../ports/index.ts';
import { StrangerCount } from './stranger-count.ts';

/** Who did what, from where, with what before and after. Never secrets. */
export class AuditLog {
  readonly #deps: Pick<AppDeps, 'database' | 'clock' | 'rng' | 'logger'>;
  readonly #strangers: StrangerCount;

  constructor(deps: Pick<AppDeps, 'database' | 'clock' | 'rng' | 'logger'>) {
    this.#deps = deps;
    this.#strangers = new StrangerCount(deps);
  }

  /** In the transaction that makes the change. */
  async done(
    stores: Stores,
    context: CallContext,
    operation: OperationName,
    subject: string,
    change: { readonly before?: unknown; readonly after?: unknown },
  ): Promise<void> {
    await stores.audit.append({
      ...this.#entry(context, operation, subject, 'done'),
      before: toJson(change.before),
      after: toJson(change.after),
    });
  }

  /** A refusal stands whether or not it is written down; a log line says when it can't, or when strangers have caused too many. */
  async refused(context: CallContext, operation: OperationName, subject: string, error: RapidError): Promise<void> {
    if (context.caller === null && !this.#strangers.isAudited()) return;
    const entry = {
      ...this.#entry(context, operation, subject, 'refused'),
      before: null,
      after: toJson({ code: error.code, message: error.message }),
    };
    try {
      await this.#deps.database.transaction((stores) => stores.audit.append(entry));
    } catch (failure) {
      this.#deps.logger.error('a refusal could not be audited', failure, { operation, subject });
    }
  }

  #entry(
    { caller, from }: CallContext,
    operation: OperationName,
    subject: string,
    outcome: AuditEntry['outcome'],
  ): Omit<AuditEntry, 'before' | 'after'> {
    const { clock, rng } = this.#deps;
    return {
      id: newId(clock, rng),
      at: toTimestamp(clock.now()),
      actor: caller?.name ?? 'anonymous',
      from,
      operation,
      subject,
      outcome,
    };
  }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
