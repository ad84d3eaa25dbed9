/**
 * Making a VM's folder: everything in a folder aside (`vms/.making-<id>`), then one rename. A crash leaves the folder aside, which the next
 * attempt starts by removing; a VM's folder itself is never half made.
 */
import { chown, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MachineSpec } from '@rapidvm/domain';
import type { FileOwner } from '../options.ts';
import { PROVISION_MIN_FREE_BYTES } from '../limits.ts';
import { storageFull } from '../storage-errors.ts';
import { coded } from '../files/coded.ts';
import { freeBytes } from '../files/free-bytes.ts';
import { makePassThrough } from '../files/pass-through.ts';
import { syncFolder, writeWhole } from '../files/whole-file.ts';
import type { DiskTools } from './create-disk.ts';
import { createDisk } from './create-disk.ts';
import { exists, verifyFolder } from './verify-folder.ts';
import type { VmFolder } from './vm-folder.ts';
import { OWNER_FILE, SPEC_FILE, diskFileName, ownerText, refuseForeign, specText, vmFolders } from './vm-folder.ts';

const OWNER_ONLY = 0o700;

/** Makes what is missing of `spec`'s folders. Fails as a whole: a folder that this call made is removed again when a later one fails. */
export async function provisionVm(spec: MachineSpec, owner: FileOwner | null, tools: DiskTools): Promise<void> {
  const made: string[] = [];
  try {
    for (const folder of vmFolders(spec)) {
      const place = { ...folder, root: tools.roots.rootOf(folder.datastore) };
      await coded(place, async () => {
        const path = await tools.roots.makeable(folder);
        if (await exists(path)) await keepFolder(spec, folder, path);
        else made.push(await makeFolder(spec, folder, path, owner, tools));
      });
    }
  } catch (error) {
    await Promise.all(made.map((path) => rm(path, { recursive: true, force: true })));
    throw error;
  }
}

/** The folder is there: it must be this VM's with the disks it should have; only the spec beside them may be older. */
async function keepFolder(spec: MachineSpec, folder: VmFolder, path: string): Promise<void> {
  await refuseForeign(path, spec.vmId);
  await verifyFolder(folder, path);
  await writeWhole(join(path, SPEC_FILE), specText(spec));
}

async function makeFolder(
  spec: MachineSpec,
  folder: VmFolder,
  path: string,
  owner: FileOwner | null,
  tools: DiskTools,
): Promise<string> {
  const parent = dirname(path);
  const aside = join(parent, `.making-${basename(path)}`);
  await makePassThrough(parent);
  await rm(aside, { recursive: true, force: true });
  const free = await freeBytes(parent);
  if (free < PROVISION_MIN_FREE_BYTES) throw storageFull(folder.datastore, PROVISION_MIN_FREE_BYTES, free);
  try {
    await fillFolder(spec, folder, aside, owner, tools);
    await rename(aside, path);
    await syncFolder(parent);
    return path;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

async function fillFolder(
  spec: MachineSpec,
  folder: VmFolder,
  aside: string,
  owner: FileOwner | null,
  tools: DiskTools,
): Promise<void> {
  await mkdir(aside, { mode: OWNER_ONLY });
  await writeWhole(join(aside, OWNER_FILE), ownerText(spec));
  for (const disk of folder.disks) await createDisk(disk, join(aside, diskFileName(disk)), owner, tools);
  await writeWhole(join(aside, SPEC_FILE), specText(spec));
  if (owner !== null) await chown(aside, owner.uid, owner.gid);
}
