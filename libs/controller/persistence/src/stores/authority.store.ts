import type { AuthorityRecord, AuthorityStore } from '@rapidvm/controller-app';
import type { Executor } from '../connection/executor.ts';
import { authorityEntity } from '../rows/authority.row.ts';

const ONLY = 1;

export class PostgresAuthorityStore implements AuthorityStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async get(): Promise<AuthorityRecord | null> {
    const row = await this.#db.with(authorityEntity, (authorities) => authorities.findOneBy({ id: ONLY }));
    if (row === null) return null;
    const { id: _, ...record } = row;
    return record;
  }

  async keep(record: AuthorityRecord): Promise<AuthorityRecord> {
    const { certificatePem, sealedKey, createdAt } = record;
    await this.#db.rows(
      `INSERT INTO authority (id, certificate, sealed_key, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`,
      [ONLY, certificatePem, sealedKey, createdAt],
    );
    return (await this.get()) ?? record;
  }
}
