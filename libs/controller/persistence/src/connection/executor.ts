import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import { isRetryable, translate } from './driver-errors.ts';
import type { Pulse } from './pulse.ts';

/** What a value may be in a statement's parameter list; objects become JSON. */
export type Parameter = string | number | boolean | null | object;

/** Where stores run their statements: either each on its own, or all in one transaction. Errors come out coded. */
export interface Executor {
  /** The statement's rows. Columns come as the driver gives them: see `columns.ts` for bigint and timestamp. */
  rows<T>(statement: string, parameters?: readonly Parameter[]): Promise<readonly T[]>;
  /** Work through TypeORM on one entity. */
  with<R extends ObjectLiteral, T>(entity: EntityTarget<R>, work: (repository: Repository<R>) => Promise<T>): Promise<T>;
}

async function statementRows<T>(runner: QueryRunner, statement: string, parameters: readonly Parameter[]): Promise<readonly T[]> {
  const { records }: { readonly records: readonly T[] } = await runner.query(statement, [...parameters], true);
  return records;
}

/** Each statement on a connection of its own. */
export function poolExecutor(source: DataSource, pulse: Pulse): Executor {
  const coded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await pulse.unlessSilent(work);
    } catch (error) {
      throw translate(error);
    }
  };
  return {
    rows: (statement, parameters = []) =>
      coded(async () => {
        const runner = source.createQueryRunner();
        try {
          return await statementRows(runner, statement, parameters);
        } finally {
          await runner.release();
        }
      }),
    with: (entity, work) => coded(() => work(source.getRepository(entity))),
  };
}

/**
 * All on the connection of `manager`'s transaction. Lost races come out as they are, so that the transaction can be tried again. Once
 * `abandoned`, because whoever waited for it was refused, every statement is refused too.
 */
export function transactionExecutor(manager: EntityManager, runner: QueryRunner, abandoned: AbortSignal): Executor {
  const coded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      abandoned.throwIfAborted();
      return result;
    } catch (error) {
      throw isRetryable(error) ? error : translate(error);
    }
  };
  return {
    rows: (statement, parameters = []) => coded(() => statementRows(runner, statement, parameters)),
    with: (entity, work) => coded(() => work(manager.getRepository(entity))),
  };
}
