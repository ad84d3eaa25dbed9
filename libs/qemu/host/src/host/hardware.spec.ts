import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHardware } from './hardware.ts';
import { machineTypesIn } from './machine-types.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sys-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function give(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), `${text}\n`);
  }
}

const cpu = (number: number, socket: string, siblings: string) =>
  give({
    [`devices/system/cpu/cpu${number}/topology/physical_package_id`]: socket,
    [`devices/system/cpu/cpu${number}/topology/thread_siblings_list`]: siblings,
  });

describe('what a machine is made of', () => {
  it('is nothing where the kernel shows nothing', async () => {
    expect(await readHardware(root)).toEqual({ topology: null, numaNodes: [], hugePages: [], throttling: null });
  });

  it('are sockets, cores and threads that are on, and nodes with their memory', async () => {
    for (const n of [0, 1]) await cpu(n, '0', '0-1');
    for (const n of [2, 3]) await cpu(n, '1', '2-3');
    await mkdir(join(root, 'devices/system/cpu/cpu4'), { recursive: true });
    await mkdir(join(root, 'devices/system/cpu/cpufreq'), { recursive: true });
    await give({
      'devices/system/node/node0/cpulist': '0-1',
      'devices/system/node/node0/meminfo': 'Node 0 MemTotal:       4194304 kB\nNode 0 MemFree:        1 kB',
      'devices/system/node/node1/cpulist': '2-3',
      'devices/system/node/node1/meminfo': 'Node 1 MemTotal:       2097152 kB',
      'devices/system/node/has_cpu': '0-1',
    });
    expect(await readHardware(root)).toMatchObject({
      topology: { sockets: 2, cores: 2, threads: 4 },
      numaNodes: [
        { id: 0, cpus: '0-1', memoryMiB: 4096 },
        { id: 1, cpus: '2-3', memoryMiB: 2048 },
      ],
    });
  });

  it('are huge pages of each size, the smallest first', async () => {
    await give({
      'kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages': '0',
      'kernel/mm/hugepages/hugepages-1048576kB/free_hugepages': '0',
      'kernel/mm/hugepages/hugepages-2048kB/nr_hugepages': '512',
      'kernel/mm/hugepages/hugepages-2048kB/free_hugepages': '500',
    });
    expect((await readHardware(root)).hugePages).toEqual([
      { sizeBytes: 2 * 1024 ** 2, total: 512, free: 500 },
      { sizeBytes: 1024 ** 3, total: 0, free: 0 },
    ]);
  });

  it('of the machine that runs this is told without a fault', async () => {
    expect((await readHardware()).topology?.threads).toBeGreaterThanOrEqual(1);
  });
});

describe('what holds a machine back', () => {
  const throttling = async () => (await readHardware(root)).throttling;

  it('is what the firmware of a Raspberry Pi says, now and since it booted', async () => {
    await give({ 'devices/platform/soc/soc:firmware/get_throttled': '50005' });
    expect(await throttling()).toEqual({ now: ['under-voltage', 'throttled'], sinceBoot: ['under-voltage', 'throttled'] });
    await give({ 'devices/platform/soc/soc:firmware/get_throttled': 'e0008' });
    expect(await throttling()).toEqual({
      now: ['near-temperature-limit'],
      sinceBoot: ['frequency-capped', 'throttled', 'near-temperature-limit'],
    });
  });

  it('is found where another board has its firmware', async () => {
    await give({ 'devices/platform/soc@107c000000:firmware/get_throttled': '0' });
    expect(await throttling()).toEqual({ now: [], sinceBoot: [] });
  });

  it('is a low-voltage alarm, or a processor slowed down to cool it, where the kernel tells only that', async () => {
    await give({ 'class/hwmon/hwmon1/name': 'rpi_volt', 'class/hwmon/hwmon1/in0_lcrit_alarm': '1' });
    expect(await throttling()).toMatchObject({ now: ['under-voltage'] });
    await give({ 'class/hwmon/hwmon1/in0_lcrit_alarm': '0', 'class/thermal/cooling_device0/type': 'cpufreq-cpu0' });
    await give({ 'class/thermal/cooling_device0/cur_state': '2' });
    await give({ 'class/thermal/cooling_device1/type': 'pwm-fan', 'class/thermal/cooling_device1/cur_state': '4' });
    expect(await throttling()).toMatchObject({ now: ['throttled'] });
    await give({ 'class/thermal/cooling_device0/cur_state': '0' });
    expect(await throttling()).toMatchObject({ now: [] });
  });
});

it('machine types are the versioned ones that guests are given, in order', () => {
  const help = `Supported machines are:
microvm              microvm (i386)
pc                   Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-7.2)
pc-i440fx-7.2        Standard PC (i440FX + PIIX, 1996) (default)
pc-q35-7.10          Standard PC (Q35 + ICH9, 2009)
pc-q35-7.2           Standard PC (Q35 + ICH9, 2009)
none                 empty machine`;
  expect(machineTypesIn(help, 'x86_64')).toEqual(['pc-i440fx-7.2', 'pc-q35-7.2', 'pc-q35-7.10']);
  expect(machineTypesIn('raspi3b  Raspberry Pi 3B\nvirt-7.2  QEMU 7.2 ARM Virtual Machine\nvirt  (alias)', 'aarch64')).toEqual([
    'virt-7.2',
  ]);
});
