import { sentence, workWords } from '@rapidvm/kernel';
import type { TaskView } from '@rapidvm/operations';

const SUBJECT_PAGES = { vm: '/vms', host: '/hosts', image: '/images' } as const;

/** “Create VM” */
export function taskWords(task: TaskView): string {
  return sentence(workWords(task.kind));
}

/** Page of what the task is about; images have no page of their own. */
export function subjectPath(subject: TaskView['subject']): readonly string[] {
  return subject.kind === 'image' ? ['/images'] : [SUBJECT_PAGES[subject.kind], subject.id];
}

export function hasEnded(task: TaskView): boolean {
  return task.endedAt !== null || task.state === 'succeeded' || task.state === 'failed' || task.state === 'cancelled';
}

/** Running ones first, then the newest. Ids sort by the time they were made. */
export function panelOrder(tasks: readonly TaskView[]): readonly TaskView[] {
  return [...tasks].sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || (a.id < b.id ? 1 : -1));
}
