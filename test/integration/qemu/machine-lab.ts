import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiskStore, MachineHost, MachineProcess } from '@rapidvm/agent-app';
import type { MachineSpec } from '@rapidvm/domain';
import { vmFolder } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { newId } from '@rapidvm/kernel';
import { machineUser } from '@rapidvm/qemu-core';
import type { MachineHostOptions } from '@rapidvm/qemu-host';
import { chooseMachineUsers, createMachineHost } from '@rapidvm/qemu-host';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { createDiskStore } from '@rapidvm/storage';
import type { LogLine } from '@rapidvm/testing';
import { recordingLogger } from '@rapidvm/testing';
import { arm64GuestImage, tinyGuestImage, writingGuestImage } from './tiny-guest.ts';

/** A host of its own in a temporary folder: run root, one datastore with the tiny guest's image. */
export interface MachineLab {
  readonly folder: string;
  readonly runRoot: string;
  readonly store: DiskStore;
  /** Root of the datastore `small`: a folder that a test may mount something on before it provisions. */
  readonly small: string;
  /** A machine host as a freshly started agent makes it. */
  newHost(change?: Partial<MachineHostOptions>): MachineHost;
  newSpec(name: string): MachineSpec;
  /** Provisions and starts; killed when the lab closes. */
  start(host: MachineHost, spec: MachineSpec): Promise<MachineProcess>;
  serial(process: MachineProcess): Promise<string>;
  logs(): readonly LogLine[];
  close(): Promise<void>;
}

export const PASS_THROUGH = 0o711;

export async function openMachineLab(): Promise<MachineLab> {
  const folder = await mkdtemp(join(tmpdir(), 'rv-'));
  await chmod(folder, PASS_THROUGH);
  const images = join(folder, 'local', 'images');
  await mkdir(images, { recursive: true });
  await writeFile(join(images, 'tiny.raw'), tinyGuestImage());
  await writeFile(join(images, 'writer.raw'), writingGuestImage());
  await writeFile(join(images, 'arm64.bin'), arm64GuestImage());
  return joinMachineLab(folder);
}

/** A lab that another process has opened. */
export async function joinMachineLab(folder: string): Promise<MachineLab> {
  const runRoot = join(folder, 'run');
  const datastores = { local: join(folder, 'local'), small: join(folder, 'small') };
  const logger = recordingLogger();
  const { userOf } = await chooseMachineUsers([runRoot, ...Object.values(datastores)], systemTimers);
  const common = { timers: systemTimers, logger };
  const store = await createDiskStore({ ...common, ...hostOf(folder), datastores, ownerOf: userOf });
  const newHost = (change: Partial<MachineHostOptions> = {}): MachineHost =>
    createMachineHost({
      ...{ runRoot, userOf, agentVersion: '0.0.0', ...common },
      ...{ resolve: (file) => store.resolve(file), diskFile: (file) => store.diskFile(file), usage: () => store.usage() },
      ...change,
    });
  return {
    ...{ folder, runRoot, store, small: datastores.small, newHost, newSpec },
    async start(host, spec) {
      await store.provision(spec);
      return host.start(spec);
    },
    logs: () => logger.lines,
    serial: (process) => readFile(process.serialLog, 'latin1'),
    async close() {
      await newHost().sweep([]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function hostOf(folder: string) {
  const host = { hostId: newId<HostId>(systemClock, systemRng), name: 'lab' };
  return { host, copies: join(folder, 'copies'), serverOwnerOf: machineUser, rng: systemRng };
}

function newSpec(name: string): MachineSpec {
  const vmId = newId<VmId>(systemClock, systemRng);
  const file = { datastore: 'local', path: `${vmFolder(name, vmId)}/disk0.qcow2` };
  const base = { file: { datastore: 'local', path: 'images/tiny.raw' }, format: 'raw' as const };
  return {
    ...{ vmId, name, architecture: 'x86_64', cpus: 1, memoryMiB: 64, display: 'std', restart: 'never' },
    disks: [{ name: 'disk0', file, serial: 'disk0', base }],
    nics: [{ name: 'nic0', kind: 'user', mac: '02:00:00:00:00:01' }],
  };
}
