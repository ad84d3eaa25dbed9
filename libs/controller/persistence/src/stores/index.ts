import type { Stores } from '@rapidvm/controller-app';
import type { Executor } from '../connection/executor.ts';
import { PostgresAccessStore } from './access.store.ts';
import { PostgresAuthorityStore } from './authority.store.ts';
import { PostgresEventStore, TransactionEventStore } from './event.store.ts';
import { PostgresHostStore } from './host.store.ts';
import { PostgresImageStore } from './image.store.ts';
import { PostgresPlacementStore } from './placement.store.ts';
import { PostgresAuditStore, PostgresIdempotencyStore, PostgresSettingStore } from './record.stores.ts';
import { PostgresTaskStore } from './task.store.ts';
import { PostgresVmStore } from './vm.store.ts';

function storesWith<E extends PostgresEventStore>(db: Executor, events: E): Stores & { readonly events: E } {
  return {
    vms: new PostgresVmStore(db),
    hosts: new PostgresHostStore(db),
    images: new PostgresImageStore(db),
    tasks: new PostgresTaskStore(db),
    events,
    access: new PostgresAccessStore(db),
    audit: new PostgresAuditStore(db),
    idempotency: new PostgresIdempotencyStore(db),
    settings: new PostgresSettingStore(db),
    authority: new PostgresAuthorityStore(db),
    placement: new PostgresPlacementStore(db),
  };
}

export function readStores(db: Executor): Stores {
  return storesWith(db, new PostgresEventStore(db));
}

/** Call `events.flush()` as the last thing before the commit. */
export function transactionStores(db: Executor): Stores & { readonly events: TransactionEventStore } {
  return storesWith(db, new TransactionEventStore(db));
}
