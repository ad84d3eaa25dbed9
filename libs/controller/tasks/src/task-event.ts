import type { NewEvent, Task } from '@rapidvm/domain';
import { workWords } from '@rapidvm/kernel';

const VERB = { 'task.created': 'was asked for', 'task.progressed': 'goes on', 'task.ended': 'ended' } as const;

/** The event that tells of a task's row as it is now. */
export function taskEvent(kind: keyof typeof VERB, task: Task): NewEvent {
  const name = `${workWords(task.kind)} ${task.subject.name}`;
  return {
    kind,
    subject: { kind: 'task', id: task.id, name },
    message: `${name} ${VERB[kind]}: ${task.message}`,
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
