import type { NewEvent, Task } from '@rapidvm/domain';
import { sentence, workWords } from '@rapidvm/kernel';

type TaskEventKind = 'task.created' | 'task.progressed' | 'task.ended';

/** The event that tells of a task's row as it is now. */
export function taskEvent(kind: TaskEventKind, task: Task): NewEvent {
  const name = `${workWords(task.kind)} ${task.subject.name}`;
  return {
    kind,
    subject: { kind: 'task', id: task.id, name },
    message: `${sentence(name)}${news(kind, task)}`,
    data: {
      taskKind: task.kind,
      state: task.state,
      progress: String(task.progress),
      subjectKind: task.subject.kind,
      subjectId: task.subject.id,
      subjectName: task.subject.name,
    },
  };
}

/** The end of the sentence that begins with the task. */
function news(kind: TaskEventKind, { state, message, requestedBy }: Task): string {
  if (kind === 'task.created') return `: asked for by ${requestedBy}`;
  if (kind === 'task.progressed') return `: ${message}`;
  return state === 'succeeded' ? ': done' : ` ${state === 'cancelled' ? 'was cancelled' : 'failed'}: ${message}`;
}
