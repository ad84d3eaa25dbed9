/** What this host offers guests, read once: it changes with a reboot or a module, and then the agent restarts anyway. */
import { constants } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import type { Architecture } from '@rapidvm/domain';
import { RapidError, asId } from '@rapidvm/kernel';
import type { VmId } from '@rapidvm/kernel';
import type { KvmDevice, MachineUser, VirtualisationFacts } from '@rapidvm/qemu-core';
import { isKvmPlausible, parseCpuInfo } from '@rapidvm/qemu-core';
import type { MachineHostOptions } from '../options.ts';
import { KERNEL_TELLS } from '../options.ts';
import { systemErrorCode } from '../system-error.ts';
import { proveAccelerator } from './kvm-proof.ts';
import { programOf } from './qemu-version.ts';

/** No VM's: the proof is for all of them, and their users differ in nothing but their numbers. */
const PROOF_VM = asId<VmId>('00000000-0000-0000-0000-000000000000');

export function hostArchitecture(): Architecture {
  switch (process.arch) {
    case 'x64':
      return 'x86_64';
    case 'arm64':
      return 'aarch64';
    default:
      throw new RapidError(
        'unsupported',
        `RapidVM does not run on ${process.arch}`,
        { what: process.arch, need: 'x86-64 or arm64' },
        'Use another machine',
      );
  }
}

/** Reads the flags and the device and, where nothing speaks against KVM, runs the proof. */
export async function readVirtualisation(options: MachineHostOptions, kvmUser: MachineUser | null): Promise<VirtualisationFacts> {
  const architecture = hostArchitecture();
  const { cpuInfo, kvmDevice } = options.virtualisation ?? KERNEL_TELLS;
  const { processorFlag } = parseCpuInfo(await readFile(cpuInfo, 'utf8'), architecture);
  const facts = { hostArchitecture: architecture, device: await openKvm(kvmDevice), processorFlag };
  if (!isKvmPlausible(facts)) return { ...facts, proof: { kind: 'not-tried' } };
  const program = programOf(options, architecture);
  const request = { program, architecture, accelerator: 'kvm' as const, user: kvmUser, folder: options.runRoot };
  return { ...facts, proof: await proveAccelerator(request) };
}

/** The user for a KVM guest: as `userOf` says, in the group that may open the device. */
export async function kvmUserOf(options: MachineHostOptions, vmId: VmId = PROOF_VM): Promise<MachineUser | null> {
  const user = options.userOf(vmId);
  if (user === null) return null;
  try {
    const device = await stat((options.virtualisation ?? KERNEL_TELLS).kvmDevice);
    const groupMayOpen = (device.mode & (constants.S_IRGRP | constants.S_IWGRP)) === (constants.S_IRGRP | constants.S_IWGRP);
    return groupMayOpen ? { uid: user.uid, gid: device.gid } : user;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return user;
    throw error;
  }
}

async function openKvm(path: string): Promise<KvmDevice> {
  try {
    await (await open(path, 'r+')).close();
    return 'opens';
  } catch (error) {
    switch (systemErrorCode(error)) {
      case 'ENOENT':
        return 'missing';
      case 'EACCES':
      case 'EPERM':
        return 'not-permitted';
      default:
        return 'broken';
    }
  }
}
