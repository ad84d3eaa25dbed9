/**
 * Who runs a VM, written beside its disks: QEMU's own lock does not exist on NFS, and a host that can't be reached still holds the disks it writes.
 *
 * A folder's claims are numbered. The highest tells who has the VM, or that nobody has; whoever changes that makes the next number's file, which of
 * several callers on all hosts one succeeds with. So nobody can take what another has just taken, nor let go of it, however late a call comes.
 */
import { join } from 'node:path/posix';
import type { MachineSpec } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { coded } from './files/coded.ts';
import type { StoreFiles } from './files/store-files.ts';
import { corruptFile, readJson } from './files/whole-file.ts';
import { CLAIM_TRIES } from './limits.ts';
import type { Claimant } from './options.ts';
import type { DiskTools } from './provision/create-disk.ts';
import { diskFileName, vmFolders } from './provision/vm-folder.ts';
import type { VmFolder } from './provision/vm-folder.ts';

const CLAIM_FILE = /^claim-(\d{1,12})\.json$/;
const FILE_VERSION = 1;

interface Claim {
  /** 0: there was never one. */
  readonly number: number;
  /** Null: nobody has the VM. */
  readonly holder: { readonly hostId: string; readonly name: string } | null;
}

type Claimed = Pick<MachineSpec, 'vmId' | 'name' | 'disks'>;
type Tools = Pick<DiskTools, 'filesOf'>;

/**
 * Claims every folder of the VM for `claimant`; harmless when it has them. Refuses `in-use`, naming the host that has one, and has claimed nothing
 * then. `replaces`: a host whose claim is taken over, because it is known, or said by somebody who answers for it, to run nothing any more.
 */
export async function claimVm(spec: Claimed, claimant: Claimant, replaces: HostId | null, tools: Tools): Promise<void> {
  const taken: VmFolder[] = [];
  try {
    for (const folder of vmFolders(spec)) {
      const files = tools.filesOf(folder.datastore);
      const isNew = await coded(files, folder.path, () => claimFolder(spec, folder, claimant, replaces, files));
      if (isNew) taken.push(folder);
    }
  } catch (error) {
    for (const folder of taken) await releaseFolder(spec, folder.path, claimant, tools.filesOf(folder.datastore));
    throw error;
  }
}

/** Takes this host's claims away; those of others stay. Harmless when there are none. */
export async function releaseVm(spec: Claimed, claimant: Claimant, { filesOf }: Tools): Promise<void> {
  for (const { datastore, path } of vmFolders(spec)) {
    const files = filesOf(datastore);
    await coded(files, path, () => releaseFolder(spec, path, claimant, files));
  }
}

/** Refuses `in-use` when a host that is neither `claimant` nor `replaces` has the VM; returns the one of them that has it, by the name it has now. */
export async function refuseClaimed(
  spec: Claimed,
  folder: string,
  claimant: Claimant,
  replaces: HostId | null,
  files: StoreFiles,
): Promise<Claim['holder']> {
  const { holder } = await readClaim(files, folder);
  if (holder === null) return null;
  const name = nameNow(claimant, holder);
  if (holder.hostId !== claimant.hostId && holder.hostId !== replaces) throw inUse(spec, name);
  return { ...holder, name };
}

/** Hosts are renamed; a claim lasts. */
function nameNow({ nameOf }: Claimant, { hostId, name }: { readonly hostId: string; readonly name: string }): string {
  return nameOf?.(hostId) ?? name;
}

/** False: it was claimed already. */
async function claimFolder(
  spec: Claimed,
  folder: VmFolder,
  claimant: Claimant,
  replaces: HostId | null,
  files: StoreFiles,
): Promise<boolean> {
  for (let tries = 0; tries < CLAIM_TRIES; tries += 1) {
    const { number, holder } = await readClaim(files, folder.path);
    if (holder?.hostId === claimant.hostId) return false;
    if (holder !== null && holder.hostId !== replaces) throw inUse(spec, nameNow(claimant, holder));
    if (!(await makeClaim(spec, folder.path, number + 1, claimant, files))) continue;
    // The host that had it may be wrong about its own end: where the datastore can, what it still writes is refused from here on.
    if (holder !== null) await files.fence(folder.path, folder.disks.map(diskFileName));
    return true;
  }
  throw inUse(spec, null);
}

async function releaseFolder(spec: Claimed, folder: string, claimant: Claimant, files: StoreFiles): Promise<void> {
  for (let tries = 0; tries < CLAIM_TRIES; tries += 1) {
    const { number, holder } = await readClaim(files, folder);
    if (holder?.hostId !== claimant.hostId) return;
    if (await makeClaim(spec, folder, number + 1, null, files)) return;
  }
  throw inUse(spec, null);
}

/** False: somebody else was first. */
async function makeClaim(
  { vmId }: Claimed,
  folder: string,
  number: number,
  claimant: Claimant | null,
  files: StoreFiles,
): Promise<boolean> {
  const host = claimant && { hostId: claimant.hostId, name: nameNow(claimant, claimant) };
  const text = `${JSON.stringify({ version: FILE_VERSION, vmId, host }, null, 2)}\n`;
  const path = claimPath(folder, number);
  if (!(await files.claim(path, text))) return false;
  const numbers = await claimNumbers(files, folder);
  if (numbers.some((other) => other > number)) {
    // Others have gone on from this number long ago, and have removed its file: this one says nothing.
    await files.removeTree(path);
    return false;
  }
  for (const old of numbers) if (old < number) await files.removeTree(claimPath(folder, old));
  return true;
}

async function readClaim(files: StoreFiles, folder: string): Promise<Claim> {
  for (let tries = 0; tries < CLAIM_TRIES; tries += 1) {
    const number = Math.max(0, ...(await claimNumbers(files, folder)));
    if (number === 0) return { number, holder: null };
    const path = claimPath(folder, number);
    const value = await readJson(files, path);
    // Null: it was replaced between the two looks.
    if (value !== null) return { number, holder: holderIn(value, `${files.root}/${path}`) };
  }
  throw corruptFile(`${files.root}/${folder}`, 'its claims come and go');
}

async function claimNumbers(files: StoreFiles, folder: string): Promise<readonly number[]> {
  const names = await files.names(folder);
  return names.map((name) => Number(CLAIM_FILE.exec(name)?.[1] ?? 0)).filter((number) => number > 0);
}

const claimPath = (folder: string, number: number): string => join(folder, `claim-${number}.json`);

function holderIn(value: unknown, path: string): Claim['holder'] {
  const host = typeof value === 'object' && value !== null && 'host' in value ? value.host : undefined;
  if (host === null) return null;
  const isWhole = typeof host === 'object' && 'hostId' in host && 'name' in host;
  if (isWhole && typeof host.hostId === 'string' && typeof host.name === 'string')
    return { hostId: host.hostId, name: host.name };
  throw corruptFile(path, 'it names no host');
}

/** `holder`: null, when several hosts want it at this moment. */
function inUse(spec: Claimed, holder: string | null): RapidError<'in-use'> {
  const who = holder === null ? 'another host' : `host ${holder}`;
  return new RapidError(
    'in-use',
    `The disks of VM ${spec.name} are in use by ${who}`,
    { kind: 'VM', id: spec.vmId, usedBy: [holder ?? 'unknown'] },
    `Stop the VM there first. If ${who} has ended for good, start the VM by force: that takes the disks from it`,
  );
}
