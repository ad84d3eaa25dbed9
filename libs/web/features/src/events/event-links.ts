/** What an event is about and where its pages are. */
import type { EventView } from '@rapidvm/operations';

export interface EventLink {
  readonly text: string;
  /** Null: it has no page. */
  readonly page: readonly string[] | null;
}

const PAGES: Readonly<Record<string, string>> = { vm: '/vms', host: '/hosts', task: '/tasks' };

function pageOf(kind: string | undefined, id: string | undefined): readonly string[] | null {
  const page = PAGES[kind ?? ''];
  return page === undefined || id === undefined ? null : [page, id];
}

/** The thing people know it by: of a task what it works on, as what it does is in the sentence anyway. */
export function aboutLink({ subject, data }: EventView): EventLink {
  const { subjectKind, subjectId, subjectName } = data;
  if (subject.kind === 'task' && subjectName !== undefined) return { text: subjectName, page: pageOf(subjectKind, subjectId) };
  return { text: subject.name, page: pageOf(subject.kind, subject.id) };
}

/** The sentence; of a task it leads to its steps. */
export function newsLink({ subject, message }: EventView): EventLink {
  return { text: message, page: subject.kind === 'task' ? pageOf('task', subject.id) : null };
}
