/** Where the certificate authority is kept: in the database, one for all controllers of a cluster, its key sealed with theirs. */
import { unlink } from 'node:fs/promises';
import type { AuthorityRecord, AuthorityStore, Sealer } from '@rapidvm/controller-app';
import type { Clock, Logger } from '@rapidvm/kernel';
import { RapidError, toTimestamp } from '@rapidvm/kernel';
import { openClusterKey, readClusterKey } from './cluster-key.ts';
import type { KeyAndCertificate } from './identity-file.ts';
import { createIdentityFile, readIdentityFile } from './identity-file.ts';

/** Gives the authority that is kept; what `make` makes is kept when there is none. */
export type AuthorityKeeper = (make: () => Promise<KeyAndCertificate>) => Promise<KeyAndCertificate>;

/** In a file: an authority for one controller alone, without a database. */
export function authorityInFile(path: string): AuthorityKeeper {
  return async (make) => (await readIdentityFile(path)) ?? (await createIdentityFile(path, await make()));
}

export interface AuthorityInDatabase {
  readonly store: AuthorityStore;
  /** The cluster's key; made only by the controller that makes the authority. */
  readonly clusterKeyFile: string;
  /** Where the authority was kept before the database kept it: taken over, and removed once the database has it. */
  readonly formerFile: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PURPOSE = 'authority';

/**
 * In the database: of controllers that start at once, one makes it and all use it. Refuses `unsupported` where the cluster's key is missing or
 * another's, `corrupt-file`, `unavailable`.
 */
export function authorityInDatabase(where: AuthorityInDatabase): AuthorityKeeper {
  return async (make) => {
    const former = await readIdentityFile(where.formerFile);
    const record = (await where.store.get()) ?? (await keep(where, former ?? (await make())));
    const kept = unseal(where, record, await readClusterKey(where.clusterKeyFile));
    if (former !== null) await retire(where, former, kept);
    return kept;
  };
}

async function keep(
  { store, clusterKeyFile, clock }: AuthorityInDatabase,
  authority: KeyAndCertificate,
): Promise<AuthorityRecord> {
  const key = await openClusterKey(clusterKeyFile);
  return store.keep({
    certificatePem: authority.certificatePem,
    sealedKey: key.seal(PURPOSE, authority.privateKeyPem),
    createdAt: toTimestamp(clock.now()),
  });
}

function unseal({ clusterKeyFile }: AuthorityInDatabase, record: AuthorityRecord, key: Sealer | null): KeyAndCertificate {
  const privateKeyPem = key?.open(PURPOSE, record.sealedKey) ?? null;
  if (privateKeyPem !== null) return { privateKeyPem, certificatePem: record.certificatePem };
  const what = key === null ? `${clusterKeyFile} is missing` : `${clusterKeyFile} is the key of another cluster`;
  throw new RapidError(
    'unsupported',
    `The database belongs to a cluster whose key this controller has not got: ${what}`,
    { what, need: 'the cluster.key of the controller that made this database' },
    `Copy cluster.key of another controller of the cluster, or of a backup, to ${clusterKeyFile} (mode 0600)`,
  );
}

async function retire(
  { formerFile, logger }: AuthorityInDatabase,
  former: KeyAndCertificate,
  kept: KeyAndCertificate,
): Promise<void> {
  if (former.certificatePem === kept.certificatePem) return unlink(formerFile);
  const hint = 'hosts that joined with it must join again; remove the file when they have';
  logger.warn('This controller had an authority of its own, which is used no more', { file: formerFile, hint });
}
