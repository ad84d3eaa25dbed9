import { SECOND_MS, sentence, workWords } from '@rapidvm/kernel';
import type { TaskView } from '@rapidvm/operations';
import { spanText } from '@rapidvm/web-ui';

const SUBJECT_PAGES = { vm: '/vms', host: '/hosts', image: '/images' } as const;

/** “Create VM” */
export function taskWords(task: TaskView): string {
  return sentence(workWords(task.kind));
}

/** Page of what the task is about; images have no page of their own. */
export function subjectPath(subject: TaskView['subject']): readonly string[] {
  return subject.kind === 'image' ? ['/images'] : [SUBJECT_PAGES[subject.kind], subject.id];
}

/** “3 s” from one time to another, or to now; nothing when it has not begun. */
export function tookText(from: string | null, to: string | null, now: number): string {
  if (from === null) return '';
  const millis = (to === null ? now : Date.parse(to)) - Date.parse(from);
  return millis < SECOND_MS ? 'under 1 s' : spanText(millis);
}

/** What there is to say of a task beside its state: what it is at, what went wrong, or how long it took. */
export function taskNews(task: TaskView): string {
  if (task.state === 'succeeded') return `took ${tookText(task.startedAt ?? task.createdAt, task.endedAt, 0)}`;
  return task.error?.message ?? task.message;
}

export function hasEnded(task: TaskView): boolean {
  return task.endedAt !== null || task.state === 'succeeded' || task.state === 'failed' || task.state === 'cancelled';
}

/** Running ones first, then the newest. Ids sort by the time they were made. */
export function panelOrder(tasks: readonly TaskView[]): readonly TaskView[] {
  return [...tasks].sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || (a.id < b.id ? 1 : -1));
}
