import type { RapidError, TaskId } from '@rapidvm/kernel';
import { asId, isRapidError, notFound } from '@rapidvm/kernel';
import { roleOf } from '../access/role-of.ts';
import { AuditLog } from '../change/audit-log.ts';
import type { AppDeps } from '../deps.ts';
import { given, pageOf } from '../page-query.ts';
import type { Handler } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toPage, toTaskView } from '../views.ts';

export function listTasks({ database }: Pick<AppDeps, 'database'>): Handler<'task.list'> {
  return async (context, input) => {
    const role = roleOf(context);
    const filter = {
      ...given({ states: input.states, subjectId: input.subjectId }),
      ...(input.ids && { ids: input.ids.map((id) => asId<TaskId>(id)) }),
    };
    return toPage(await database.read.tasks.list(filter, pageOf(input)), (task) => toTaskView(task, role));
  };
}

export function getTask({ database }: Pick<AppDeps, 'database'>): Handler<'task.get'> {
  return async (context, input) => {
    const task = await database.read.tasks.get(asId<TaskId>(input.id));
    if (task === null) throw notFound('task', input.id);
    return toTaskView(task, roleOf(context));
  };
}

/** The engine has transactions of its own, so the audit row follows it. A repeat is harmless, so its key is not kept. */
export function cancelTask(deps: UseCaseDeps): Handler<'task.cancel'> {
  const audit = new AuditLog(deps);
  return async (context, input) => {
    const task = await audited(
      () => deps.tasks.cancel(asId<TaskId>(input.id)),
      (error) => audit.refused(context, 'task.cancel', `task ${input.id}`, error),
    );
    const subject = `task ${task.kind} of ${task.subject.kind} ${task.subject.name}`;
    await deps.database.transaction((stores) =>
      audit.done(stores, context, 'task.cancel', subject, { after: { state: task.state, task: task.id } }),
    );
    return toTaskView(task, roleOf(context));
  };
}

async function audited<T>(work: () => Promise<T>, onRefused: (error: RapidError) => Promise<void>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isRapidError(error)) await onRefused(error);
    throw error;
  }
}
