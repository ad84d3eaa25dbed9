/** The agent's memory of its VMs: one file each in a folder. Only this agent writes there (see the lock in `data-lock.ts`). */
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import { RapidError, asId, isUuid } from '@rapidvm/kernel';
import { MAX_LEDGER_CHARS } from '../limits.ts';
import type { LedgerRecord } from '../supervisor/vm-record.ts';
import type { LedgerWriter } from '../supervisor/vm-supervisor.ts';
import { decodeLedgerEntry, encodeLedgerEntry } from './ledger-format.ts';
import { removeWhole, writeWhole } from './whole-file.ts';

const SUFFIX = '.json';

export interface LedgerContents {
  readonly entries: readonly LedgerRecord[];
  /** VMs whose file can't be read: they exist, but nothing is known of them. */
  readonly damaged: readonly { readonly vmId: VmId; readonly error: unknown }[];
}

export class Ledger implements LedgerWriter {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Every VM there is. A damaged file is told by name, never left out; files that are not ours are left alone. */
  async read(): Promise<LedgerContents> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const entries: LedgerRecord[] = [];
    const damaged: { vmId: VmId; error: unknown }[] = [];
    for (const name of (await readdir(this.#folder)).sort()) {
      const id = name.slice(0, -SUFFIX.length);
      if (!name.endsWith(SUFFIX) || !isUuid(id)) continue;
      const vmId = asId<VmId>(id);
      try {
        entries.push(await this.#readEntry(vmId));
      } catch (error) {
        damaged.push({ vmId, error });
      }
    }
    return { entries, damaged };
  }

  /** Throws `storage-failed` when the disk refuses. */
  async write(entry: LedgerRecord): Promise<void> {
    const path = this.#path(entry.spec.vmId);
    await this.#guard(path, () => writeWhole(path, encodeLedgerEntry(entry)));
  }

  async remove(vmId: VmId): Promise<void> {
    const path = this.#path(vmId);
    await this.#guard(path, () => removeWhole(path));
  }

  async #readEntry(vmId: VmId): Promise<LedgerRecord> {
    const path = this.#path(vmId);
    const { size } = await stat(path);
    if (size > MAX_LEDGER_CHARS) {
      throw new RapidError(
        'corrupt-file',
        `The ledger entry ${path} is too long`,
        { path, problem: `${size} bytes` },
        'Remove it by hand',
      );
    }
    return decodeLedgerEntry(path, await readFile(path, 'utf8'), vmId);
  }

  async #guard(path: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const details = { datastore: 'agent data directory', path, cause };
      throw new RapidError(
        'storage-failed',
        `${path} could not be written`,
        details,
        'Make room on the disk of the agent’s data directory',
        error,
      );
    }
  }

  #path(vmId: VmId): string {
    return join(this.#folder, `${vmId}${SUFFIX}`);
  }
}
