import type { TaskKind } from '@rapidvm/domain';
import type { TaskView } from '@rapidvm/operations';

const TASK_WORDS: Readonly<Record<TaskKind, string>> = {
  'vm.create': 'Create VM',
  'vm.start': 'Start VM',
  'vm.stop': 'Stop VM',
  'vm.kill': 'Kill VM',
  'vm.delete': 'Delete VM',
  'image.register': 'Register image',
  'image.delete': 'Delete image',
  'host.remove': 'Remove host',
};

const SUBJECT_PAGES = { vm: '/vms', host: '/hosts', image: '/images' } as const;

export function taskWords(task: TaskView): string {
  return TASK_WORDS[task.kind];
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
