/** Who belongs to the cluster, as the controller last said: kept on disk, so that the mesh comes up without a controller. */
import { readFile } from 'node:fs/promises';
import type { HostId, Logger } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { z } from 'zod';
import { writeWhole } from '../ledger/whole-file.ts';

export interface Member {
  /** Null for a controller. */
  readonly hostId: HostId | null;
  readonly name: string;
  readonly peerId: string;
  /** Multiaddrs. */
  readonly addresses: readonly string[];
  /** Where a controller has its HTTPS API, best first; of a host none. */
  readonly urls: readonly string[];
}

export interface MemberTable {
  readonly version: number;
  readonly members: readonly Member[];
}

const EMPTY: MemberTable = { version: 0, members: [] };

const tableSchema = z.object({
  version: z.number().int().nonnegative(),
  members: z.array(
    z.object({
      hostId: z
        .uuid()
        .transform((id) => asId<HostId>(id))
        .nullable(),
      name: z.string(),
      peerId: z.string(),
      addresses: z.array(z.string()),
      /** Absent: written by an older version. */
      urls: z.array(z.string()).default([]),
    }),
  ),
});

export class MemberCache {
  readonly #path: string;
  #listener: (table: MemberTable) => void = () => undefined;
  #table: MemberTable;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, table: MemberTable) {
    this.#path = path;
    this.#table = table;
  }

  /** Reads what was kept; a damaged file counts as empty, because the controller sends the table again. */
  static async open(path: string, logger: Logger): Promise<MemberCache> {
    try {
      return new MemberCache(path, tableSchema.parse(JSON.parse(await readFile(path, 'utf8'))));
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing) logger.error('The member table is damaged; the controller will send it again', error, { path });
      return new MemberCache(path, EMPTY);
    }
  }

  get table(): MemberTable {
    return this.#table;
  }

  /** How the host is called now; null: it is no member. */
  nameOf(hostId: string): string | null {
    return this.#table.members.find((member) => member.hostId === hostId)?.name ?? null;
  }

  /** Tells every further change to `listener`: the one there is. */
  onChange(listener: (table: MemberTable) => void): void {
    this.#listener = listener;
  }

  /** Takes a table that is newer than the one there is; an older one is ignored. Resolves with the version in force, once it is on disk. */
  async set(table: MemberTable): Promise<number> {
    if (table.version > this.#table.version) {
      this.#table = table;
      this.#listener(table);
      this.#writing = Promise.allSettled([this.#writing]).then(() => writeWhole(this.#path, `${JSON.stringify(this.#table)}\n`));
    }
    await this.#writing;
    return this.#table.version;
  }
}
