/** What this machine is made of, as `/sys` shows it: sockets and cores, NUMA nodes, huge pages, and whether a Raspberry Pi holds itself back. */
import { join } from 'node:path';
import type { CpuTopology, HostHardware, HugePages, NumaNode } from '@rapidvm/domain';
import { HOST_HARDWARE_LIMITS as LIMITS } from '@rapidvm/domain';
import { KIB, MIB } from '@rapidvm/kernel';
import { namesIn, read } from './kernel-files.ts';
import { readThrottling } from './throttling.ts';

/** `root`: where the kernel shows the machine. */
export async function readHardware(root = '/sys'): Promise<Omit<HostHardware, 'machineTypes'>> {
  const [topology, numaNodes, hugePages, throttling] = await Promise.all([
    readTopology(join(root, 'devices/system/cpu')),
    readNumaNodes(join(root, 'devices/system/node')),
    readHugePages(join(root, 'kernel/mm/hugepages')),
    readThrottling(root),
  ]);
  return { topology, numaNodes, hugePages, throttling };
}

/** Of the processors that are on. Null: the kernel does not tell. */
async function readTopology(folder: string): Promise<CpuTopology | null> {
  const [packages, cores] = [new Set<string>(), new Set<string>()];
  let threads = 0;
  for (const cpu of await namesIn(folder, /^cpu\d+$/)) {
    const [socket, siblings] = await Promise.all([
      read(join(folder, cpu, 'topology/physical_package_id')),
      read(join(folder, cpu, 'topology/thread_siblings_list')),
    ]);
    // One that is off shows neither.
    if (socket === null || siblings === null) continue;
    packages.add(socket);
    cores.add(`${socket} ${siblings}`);
    threads += 1;
  }
  return threads === 0 ? null : { sockets: packages.size, cores: cores.size, threads };
}

async function readNumaNodes(folder: string): Promise<readonly NumaNode[]> {
  const names = (await namesIn(folder, /^node\d+$/)).slice(0, LIMITS.numaNodes);
  return Promise.all(
    names.map(async (name) => {
      const [cpus, memory] = await Promise.all([read(join(folder, name, 'cpulist')), read(join(folder, name, 'meminfo'))]);
      const kib = Number(/MemTotal:\s+(\d+) kB/.exec(memory ?? '')?.[1] ?? 0);
      return {
        id: Number(name.slice('node'.length)),
        cpus: (cpus ?? '').slice(0, LIMITS.textChars),
        memoryMiB: Math.floor((kib * KIB) / MIB),
      };
    }),
  );
}

/** Each size that this machine's kernel has, also where nobody has set any aside. */
async function readHugePages(folder: string): Promise<readonly HugePages[]> {
  const names = (await namesIn(folder, /^hugepages-\d+kB$/)).slice(0, LIMITS.hugePageSizes);
  return Promise.all(
    names.map(async (name) => {
      const [total, free] = await Promise.all([
        read(join(folder, name, 'nr_hugepages')),
        read(join(folder, name, 'free_hugepages')),
      ]);
      const sizeBytes = Number(/\d+/.exec(name)?.[0]) * KIB;
      return { sizeBytes, total: Number(total ?? 0), free: Number(free ?? 0) };
    }),
  );
}
