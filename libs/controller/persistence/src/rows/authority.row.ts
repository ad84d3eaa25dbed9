import type { AuthorityRecord } from '@rapidvm/controller-app';
import { EntitySchema } from 'typeorm';
import { KEY, text, time, whole } from './columns.ts';

export type AuthorityEntity = AuthorityRecord & { readonly id: number };

/** One row at most: the cluster's certificate authority. */
export const authorityEntity = new EntitySchema<AuthorityEntity>({
  name: 'authority',
  columns: {
    id: whole('id', KEY),
    certificatePem: text('certificate'),
    sealedKey: text('sealed_key'),
    createdAt: time('created_at'),
  },
  checks: [{ name: 'authority_only_one', expression: 'id = 1' }],
});
