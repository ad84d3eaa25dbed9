/** Rows that only record: the audit log, answers kept for repeated requests, small named values. */
import type { IdempotencyRecord } from '@rapidvm/controller-app';
import type { AuditEntry } from '@rapidvm/domain';
import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, oneOf, text, time, whole } from './columns.ts';

export type AuditEntity = Omit<AuditEntry, 'from'> & {
  /** Order of writing; wall clocks may run backwards. */
  readonly seq: number;
  readonly source: string;
};

export const auditEntity = new EntitySchema<AuditEntity>({
  name: 'audit',
  columns: {
    seq: whole('seq', { primary: true, generated: 'increment' }),
    id: text('id'),
    at: time('at'),
    actor: text('actor'),
    source: text('source'),
    operation: text('operation'),
    subject: text('subject'),
    outcome: text('outcome'),
    before: text('before', OPTIONAL),
    after: text('after', OPTIONAL),
  },
  uniques: [{ name: 'audit_id_unique', columns: ['id'] }],
  checks: [oneOf('audit_outcome_known', 'outcome', ['done', 'refused'])],
  indices: [{ name: 'audit_by_time', columns: ['at'] }],
});

export function toAuditEntry({ seq: _, source, ...rest }: AuditEntity): AuditEntry {
  return { ...rest, from: source };
}

export const idempotencyEntity = new EntitySchema<IdempotencyRecord>({
  name: 'idempotency_key',
  columns: {
    actor: text('actor', KEY),
    key: text('key', KEY),
    operation: text('operation'),
    requestHash: text('request_hash'),
    response: text('response'),
    createdAt: time('created_at'),
  },
  indices: [{ name: 'idempotency_key_by_time', columns: ['createdAt'] }],
});

export interface SettingEntity {
  readonly name: string;
  readonly value: string;
}

export const settingEntity = new EntitySchema<SettingEntity>({
  name: 'setting',
  columns: { name: text('name', KEY), value: text('value') },
});
