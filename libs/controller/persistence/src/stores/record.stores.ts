import type { AuditStore, IdempotencyRecord, IdempotencyStore, PageQuery, SettingStore } from '@rapidvm/controller-app';
import type { AuditEntry } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { LessThan } from 'typeorm';
import type { Executor } from '../connection/executor.ts';
import { decodeCursor, numberKey, toPage } from '../connection/keyset.ts';
import { auditEntity, idempotencyEntity, settingEntity, toAuditEntry } from '../rows/record.row.ts';

const BY_SEQ = { list: 'audit', key: numberKey };

export class PostgresAuditStore implements AuditStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async append(entry: AuditEntry): Promise<void> {
    const { from, ...rest } = entry;
    await this.#db.with(auditEntity, (entries) => entries.insert({ ...rest, source: from }));
  }

  async list(page: PageQuery): Promise<Page<AuditEntry>> {
    const before = decodeCursor(BY_SEQ, page.cursor);
    const rows = await this.#db.with(auditEntity, (entries) => {
      const query = entries
        .createQueryBuilder('entry')
        .orderBy('entry.seq', 'DESC')
        .limit(page.limit + 1);
      if (before !== null) query.where('entry.seq < :before', { before });
      return query.getMany();
    });
    return toPage(BY_SEQ, page.limit, rows, { key: (row) => row.seq, item: toAuditEntry });
  }
}

export class PostgresIdempotencyStore implements IdempotencyStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async get(actor: string, key: string): Promise<IdempotencyRecord | null> {
    return this.#db.with(idempotencyEntity, (keys) => keys.findOneBy({ actor, key }));
  }

  async insert(record: IdempotencyRecord): Promise<void> {
    const { actor, key, operation, requestHash, response, createdAt } = record;
    const inserted = await this.#db.rows(
      `INSERT INTO idempotency_key (actor, key, operation, request_hash, response, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (actor, key) DO NOTHING RETURNING key`,
      [actor, key, operation, requestHash, response, createdAt],
    );
    if (inserted.length > 0) return;
    throw new RapidError(
      'idempotency-mismatch',
      'Another request with this idempotency key was answered at the same time',
      { key },
      'Send the request again with the same key to get its answer',
    );
  }

  async deleteOlderThan(at: string): Promise<void> {
    await this.#db.with(idempotencyEntity, (keys) => keys.delete({ createdAt: LessThan(at) }));
  }
}

export class PostgresSettingStore implements SettingStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async get(name: string): Promise<string | null> {
    const row = await this.#db.with(settingEntity, (settings) => settings.findOneBy({ name }));
    return row?.value ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    await this.#db.with(settingEntity, (settings) => settings.upsert({ name, value }, ['name']));
  }

  async increment(name: string): Promise<number> {
    const [row] = await this.#db.rows<{ value: string }>(
      `INSERT INTO setting (name, value) VALUES ($1, '1')
       ON CONFLICT (name) DO UPDATE SET value = (setting.value::bigint + 1)::text RETURNING value`,
      [name],
    );
    return Number(row?.value);
  }
}
