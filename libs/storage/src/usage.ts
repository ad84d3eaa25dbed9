import type { DatastoreFacts } from '@rapidvm/domain';
import type { Logger, Rng, Timers } from '@rapidvm/kernel';
import { answerWithin } from './answer-within.ts';
import { datastoreId } from './datastore-id.ts';
import type { StoreFiles } from './files/store-files.ts';
import { USAGE_DEADLINE_MS } from './limits.ts';

interface World {
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

/** Tells size, free space and identity of datastores. */
export class UsageReader {
  readonly #stores: readonly StoreFiles[];
  readonly #world: World;
  readonly #ids = new Map<string, string>();
  /** Datastores that were asked and have not answered: they are not asked again meanwhile. */
  readonly #silent = new Set<string>();

  constructor(stores: readonly StoreFiles[], world: World) {
    this.#stores = stores;
    this.#world = world;
  }

  /** Asks every datastore at the same time; one that fails or does not answer in time is left out and logged. */
  async read(): Promise<readonly DatastoreFacts[]> {
    const all = await Promise.all(this.#stores.map((files) => this.#readOne(files)));
    return all.filter((facts) => facts !== null);
  }

  async #readOne(files: StoreFiles): Promise<DatastoreFacts | null> {
    const { timers, logger } = this.#world;
    const { datastore } = files;
    if (this.#silent.has(datastore)) return null;
    this.#silent.add(datastore);
    const asked = this.#ask(files).finally(() => this.#silent.delete(datastore));
    try {
      const found = await answerWithin(USAGE_DEADLINE_MS, timers, asked);
      if (found === null) logger.warn('A datastore does not answer', { datastore, afterMs: USAGE_DEADLINE_MS });
      return found;
    } catch (error) {
      logger.error('A datastore can not be looked at', error, { datastore });
      return null;
    }
  }

  async #ask(files: StoreFiles): Promise<DatastoreFacts> {
    const { datastore } = files;
    return { name: datastore, id: this.#ids.get(datastore) ?? (await this.#idOf(files)), ...(await files.space()) };
  }

  /** Null: it can't be told now. Such a datastore can be used, and is taken for no other host's. */
  async #idOf(files: StoreFiles): Promise<string | null> {
    try {
      const id = await datastoreId(files, this.#world.rng);
      this.#ids.set(files.datastore, id);
      return id;
    } catch (error) {
      this.#world.logger.error('The id of a datastore can not be told', error, { datastore: files.datastore });
      return null;
    }
  }
}
