/** At the end, when nothing runs: what the disks themselves say. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { vmFolder } from '@rapidvm/domain';
import { z } from 'zod';
import { readWitness } from '../guests.ts';
import type { OwnVm } from './client.ts';

const claimFile = z.object({ host: z.object({ name: z.string() }).nullable() });

export interface DiskProof {
  readonly witnesses: number;
  readonly boots: number;
  readonly beats: number;
  /** What is wrong with disks and claims. */
  readonly faults: readonly string[];
}

export async function readDisks(vms: readonly OwnVm[]): Promise<DiskProof> {
  const proof = { witnesses: 0, boots: 0, beats: 0, faults: [] as string[] };
  for (const vm of vms) {
    const holder = await claimHolder(vm);
    if (holder !== null) proof.faults.push(`${vm.name} does not run, and ${holder} still claims its disks`);
    // An arm64 idler writes nothing.
    if (vm.architecture !== 'x86_64') continue;
    const { boots, beats, strangers } = await readWitness(vm.place, vm);
    proof.witnesses += 1;
    proof.boots += boots;
    proof.beats += beats;
    if (strangers > 0) proof.faults.push(`${vm.name} found ${strangers} times that another had written its disk`);
    if (boots === 0) proof.faults.push(`${vm.name} has lost its record`);
  }
  return proof;
}

/** The host that claims the VM's disks; null: none. */
async function claimHolder({ place, name, id }: OwnVm): Promise<string | null> {
  const folder = join(place.folder, vmFolder(name, id));
  const numbers = (await readdir(folder)).map((file) => Number(/^claim-(\d+)\.json$/.exec(file)?.[1] ?? 0));
  const newest = Math.max(0, ...numbers);
  if (newest === 0) return null;
  return claimFile.parse(JSON.parse(await readFile(join(folder, `claim-${newest}.json`), 'utf8'))).host?.name ?? null;
}
