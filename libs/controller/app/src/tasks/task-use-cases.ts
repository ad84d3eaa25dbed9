import type { TaskId } from '@rapidvm/kernel';
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

/** The audit row is written with the cancel itself, in the engine's transaction. A repeat is harmless, so its key is not kept. */
export function cancelTask(deps: UseCaseDeps): Handler<'task.cancel'> {
  const audit = new AuditLog(deps);
  return async (context, input) => {
    try {
      const asked = await deps.tasks.cancel(asId<TaskId>(input.id), (stores, task) => {
        const subject = `task ${task.kind} of ${task.subject.kind} ${task.subject.name}`;
        return audit.done(stores, context, 'task.cancel', subject, { after: { state: task.state, task: task.id } });
      });
      return toTaskView(asked, roleOf(context));
    } catch (error) {
      if (isRapidError(error)) await audit.refused(context, 'task.cancel', `task ${input.id}`, error);
      throw error;
    }
  };
}
