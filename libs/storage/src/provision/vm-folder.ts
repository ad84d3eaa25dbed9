/** What lies in a VM's folder, and whose it is. */
import { join } from 'node:path/posix';
import type { MachineDisk, MachineSpec } from '@rapidvm/domain';
import { vmFolder } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { RapidError, invalidInput } from '@rapidvm/kernel';
import type { StoreFiles } from '../files/store-files.ts';
import { corruptFile, readJson } from '../files/whole-file.ts';

/** Says whose the folder is (law 11); written before anything else in it. */
export const OWNER_FILE = 'owner.json';
/** The VM's whole spec, so that the inventory can be rebuilt from storage alone. */
export const SPEC_FILE = 'vm.json';
const FILE_VERSION = 1;

/** A VM's folder in one datastore, with the disks that lie in it. */
export interface VmFolder {
  readonly datastore: string;
  /** Relative to the datastore's root. */
  readonly path: string;
  readonly disks: readonly MachineDisk[];
}

/**
 * The folders of a VM, one per datastore that it has disks in. Refuses `invalid-input` when a disk does not lie in its VM's folder: what a
 * VM may write must be told from its name alone.
 */
export function vmFolders(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): readonly VmFolder[] {
  const path = vmFolder(spec.name, spec.vmId);
  const misplaced = spec.disks.filter((disk) => !isDirectlyIn(path, disk.file.path));
  if (misplaced.length > 0) {
    const rule = `lies in ${path}/`;
    throw invalidInput(misplaced.map((disk) => ({ field: `disks.${disk.name}.file`, value: disk.file.path, rule })));
  }
  const datastores = [...new Set(spec.disks.map((disk) => disk.file.datastore))];
  return datastores.map((datastore) => ({
    datastore,
    path,
    disks: spec.disks.filter((disk) => disk.file.datastore === datastore),
  }));
}

/** The name of a disk's file in its VM's folder. */
export function diskFileName(disk: MachineDisk): string {
  return disk.file.path.slice(disk.file.path.lastIndexOf('/') + 1);
}

export function ownerText(spec: Pick<MachineSpec, 'vmId' | 'name'>): string {
  return `${JSON.stringify({ version: FILE_VERSION, vmId: spec.vmId, name: spec.name }, null, 2)}\n`;
}

export function specText(spec: MachineSpec): string {
  return `${JSON.stringify({ version: FILE_VERSION, spec }, null, 2)}\n`;
}

/** Whose the folder is; null: it has no owner file. Refuses `corrupt-file`. */
export async function readOwner(files: StoreFiles, folder: string): Promise<string | null> {
  const path = join(folder, OWNER_FILE);
  const value = await readJson(files, path);
  if (value === null) return null;
  if (typeof value === 'object' && 'vmId' in value && typeof value.vmId === 'string') return value.vmId;
  throw corruptFile(`${files.root}/${path}`, 'it names no owner');
}

/** Refuses `in-use`: a folder that is somebody else's, or that nobody says is this VM's, is never changed. */
export async function refuseForeign(files: StoreFiles, folder: string, vmId: VmId): Promise<void> {
  const owner = await readOwner(files, folder);
  if (owner === vmId) return;
  const details = { kind: 'VM folder', id: folder, usedBy: [owner ?? 'unknown'] };
  throw new RapidError(
    'in-use',
    `${files.root}/${folder} does not belong to VM ${vmId}`,
    details,
    'Look what is in it, and move it away if it is no longer needed',
  );
}

function isDirectlyIn(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/');
}
