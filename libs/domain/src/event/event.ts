export const EVENT_KINDS = [
  'vm.created',
  'vm.state-changed',
  'vm.restarted',
  'vm.deleted',
  'vm.placed',
  'host.joined',
  'host.state-changed',
  'host.renamed',
  'host.service-changed',
  'host.address-changed',
  'host.inventory-changed',
  'host.certificate-renewed',
  'host.removed',
  'image.registered',
  'image.deleted',
  'task.created',
  'task.progressed',
  'task.ended',
  'user.changed',
  'session.started',
  'token.changed',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const SUBJECT_KINDS = ['vm', 'host', 'image', 'task', 'user', 'token'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** A fact in the past tense, never a request. `cursor` grows without gaps a reader could miss: resume from the last one seen. */
export interface DomainEvent {
  readonly cursor: number;
  readonly at: string;
  readonly kind: EventKind;
  readonly subject: { readonly kind: SubjectKind; readonly id: string; readonly name: string };
  /** One sentence for people. */
  readonly message: string;
  /** Flat details for programs: `from`, `to`, `reason`, … */
  readonly data: Readonly<Record<string, string>>;
}

/** An event before the database gave it a cursor and a time. */
export type NewEvent = Omit<DomainEvent, 'cursor' | 'at'>;
