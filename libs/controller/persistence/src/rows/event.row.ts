import type { DomainEvent, EventKind, SubjectKind } from '@rapidvm/domain';
import { EVENT_KINDS, SUBJECT_KINDS } from '@rapidvm/domain';
import { EntitySchema } from 'typeorm';
import { KEY, json, oneOf, text, time, whole } from './columns.ts';

export interface EventEntity {
  readonly cursor: number;
  readonly at: string;
  readonly kind: EventKind;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
}

export const eventEntity = new EntitySchema<EventEntity>({
  name: 'event',
  columns: {
    cursor: whole('cursor', KEY),
    at: time('at'),
    kind: text('kind'),
    subjectKind: text('subject_kind'),
    subjectId: text('subject_id'),
    subjectName: text('subject_name'),
    message: text('message'),
    data: json('data'),
  },
  checks: [oneOf('event_kind_known', 'kind', EVENT_KINDS), oneOf('event_subject_kind_known', 'subject_kind', SUBJECT_KINDS)],
  indices: [
    { name: 'event_by_subject', columns: ['subjectId', 'cursor'] },
    { name: 'event_by_time', columns: ['at'] },
  ],
});

/** One row: the last cursor given out. Its lock makes writers of events commit one after the other. */
export interface EventSequenceEntity {
  readonly single: boolean;
  readonly last: number;
}

export const eventSequenceEntity = new EntitySchema<EventSequenceEntity>({
  name: 'event_sequence',
  columns: { single: { type: 'boolean', name: 'single', primary: true }, last: whole('last') },
  checks: [{ name: 'event_sequence_one_row', expression: 'single' }],
});

export function toEvent(row: EventEntity): DomainEvent {
  return {
    cursor: row.cursor,
    at: row.at,
    kind: row.kind,
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    message: row.message,
    data: row.data,
  };
}
