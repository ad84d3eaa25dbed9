/** What of an agent deals with disks and QEMU, without the agent: so that a test can leave out what an agent never would. */
import { join } from 'node:path';
import type { DiskStore, MachineHost, MachineProcess } from '@rapidvm/agent-app';
import type { MachineSpec } from '@rapidvm/domain';
import { vmFolder } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { newId } from '@rapidvm/kernel';
import { machineUser } from '@rapidvm/qemu-core';
import { createMachineHost } from '@rapidvm/qemu-host';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { createDiskStore } from '@rapidvm/storage';
import { recordingLogger } from '@rapidvm/testing';
import { LAB_ROOT } from './world.ts';

export interface BareHost {
  readonly id: HostId;
  readonly disks: DiskStore;
  readonly machines: MachineHost;
}

export async function bareHost(name: string, datastores: Readonly<Record<string, string>>): Promise<BareHost> {
  const id = newId<HostId>(systemClock, systemRng);
  const common = { timers: systemTimers, logger: recordingLogger() };
  const disks = await createDiskStore({
    ...common,
    datastores,
    ownerOf: machineUser,
    serverOwnerOf: machineUser,
    host: { hostId: id, name },
    copies: join(LAB_ROOT, name, 'copies'),
    rng: systemRng,
  });
  const machines = createMachineHost({
    ...common,
    runRoot: join(LAB_ROOT, name, 'run'),
    resolve: (file) => disks.resolve(file),
    diskFile: (file) => disks.diskFile(file),
    usage: () => disks.usage(),
    userOf: machineUser,
    agentVersion: '0.0.0',
  });
  return { id, disks, machines };
}

/** A small x86-64 VM whose disk is a child of `images/<image>.raw` on the same datastore. */
export function bareSpec(datastore: string, image: string): MachineSpec {
  const vmId = newId<VmId>(systemClock, systemRng);
  const file = { datastore, path: `${vmFolder('box', vmId)}/disk0.qcow2` };
  const base = { file: { datastore, path: `images/${image}.raw` }, format: 'raw' as const };
  return {
    ...{ vmId, name: 'box', architecture: 'x86_64', cpus: 1, memoryMiB: 64, display: 'none', restart: 'never', nics: [] },
    disks: [{ name: 'disk0', file, serial: 'disk0', base, sizeMiB: 64 }],
  };
}

/** As an agent starts a VM: `replaces` is the host whose claim is taken over. */
export async function claimAndStart(host: BareHost, spec: MachineSpec, replaces: HostId | null = null): Promise<MachineProcess> {
  await host.disks.claim(spec, replaces);
  return host.machines.start(spec);
}
