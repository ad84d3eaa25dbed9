/** What `/proc` and `/etc` say of this host. */
import { readFile } from 'node:fs/promises';
import { availableParallelism, release } from 'node:os';
import type { Architecture, HostInventory, HostLoad } from '@rapidvm/domain';
import { KIB, MIB } from '@rapidvm/kernel';
import type { CpuInfo } from '@rapidvm/qemu-core';
import { parseCpuInfo } from '@rapidvm/qemu-core';
import { unless } from '../system-error.ts';
import { addressesNow, readNetworks } from './host-networks.ts';
import { readTemperature } from './temperature.ts';

export type MachineFacts = Pick<
  HostInventory,
  'architecture' | 'cpuModel' | 'cpuFlags' | 'cpus' | 'memoryMiB' | 'operatingSystem' | 'kernel' | 'networks'
>;

export async function readMachineFacts(architecture: Architecture): Promise<MachineFacts> {
  const memory = await readMemoryMiB('MemTotal');
  const cpu = parseCpuInfo(await readFile('/proc/cpuinfo', 'utf8'), architecture);
  const networks = await readNetworks(addressesNow());
  return {
    ...{ architecture, cpuModel: await modelOf(cpu, architecture), cpuFlags: cpu.flags },
    ...{ cpus: availableParallelism(), memoryMiB: memory, networks: networks.length === 0 ? null : networks },
    ...{ operatingSystem: await readOperatingSystem(), kernel: release() },
  };
}

export async function readLoad(runningVms: number): Promise<HostLoad> {
  const text = await readFile('/proc/loadavg', 'utf8');
  return {
    load1: Number.parseFloat(text),
    freeMemoryMiB: await readMemoryMiB('MemAvailable'),
    runningVms,
    temperatureC: await readTemperature(),
  };
}

async function readMemoryMiB(key: string): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8');
  const kib = Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
  return Math.floor((kib * KIB) / MIB);
}

/** arm64's cpuinfo has no name; a board's device tree does ("Raspberry Pi 5 Model B Rev 1.0"). */
async function modelOf({ model }: CpuInfo, architecture: Architecture): Promise<string> {
  if (model !== '') return model;
  const board = await unless(readFile('/proc/device-tree/model', 'utf8'), '', 'ENOENT');
  return board.replaceAll('\0', '').trim() || `unknown ${architecture}`;
}

async function readOperatingSystem(): Promise<string> {
  const text = await unless(readFile('/etc/os-release', 'utf8'), '', 'ENOENT');
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? 'Linux';
}
