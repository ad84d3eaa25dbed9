/** Events as the use-cases tell them. */
import type { EventKind, SubjectKind } from '@rapidvm/domain';
import { SUBJECT_KINDS } from '@rapidvm/domain';
import type { Stores } from '../ports/index.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Appends an event about `subject`. Empty values are left out of `data`. */
export async function tell(
  stores: Stores,
  kind: EventKind,
  subject: Named,
  message: string,
  data: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  await stores.events.append({
    kind,
    subject: { kind: subjectKind(kind), id: subject.id, name: subject.name },
    message,
    data: known(data),
  });
}

/** A session is told of as its user's. */
function subjectKind(kind: EventKind): SubjectKind {
  return SUBJECT_KINDS.find((subject) => kind.startsWith(`${subject}.`)) ?? 'user';
}

function known(data: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).filter((entry): entry is [string, string] => entry[1] !== null));
}
