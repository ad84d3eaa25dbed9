import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startedTicks } from './daemon.ts';
import type { DataLayout } from './data-layout.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import type { Say } from './progress.ts';

/** QEMU processes whose files lie in this installation: found by their command lines, for the agent that knew them may be gone. */
export async function qemuPidsOf(layout: DataLayout): Promise<number[]> {
  const pids: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const words = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\0');
    const isOurs = words.some((word) => word.includes(`${layout.root}/`));
    if (words[0]?.includes('qemu-system-') === true && isOurs) pids.push(Number(name));
  }
  return pids;
}

/** Ends QEMU processes that outlived the orderly way: SIGTERM, at which QEMU writes out its disks, then SIGKILL. Returns how many there were. */
export async function endQemuOf(layout: DataLayout, say: Say): Promise<number> {
  const pids = await qemuPidsOf(layout);
  if (pids.length === 0) return 0;
  say(`ending ${pids.length} virtual machine process${pids.length === 1 ? '' : 'es'} that could not be shut down from inside`);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of await qemuPidsOf(layout)) process.kill(pid, signal);
    const deadline = performance.now() + LAUNCHER_LIMITS.stopMs / 3;
    while ((await Promise.all(pids.map(startedTicks))).some((ticks) => ticks !== null) && performance.now() < deadline) {
      await delay(LAUNCHER_LIMITS.pollMs);
    }
  }
  return pids.length;
}
