/** Processor time, which says what work costs even while others use the machine too. */
import { readFile } from 'node:fs/promises';
import { treeOf } from './process-tree.ts';

const NS_PER_MS = 1e6;
const US_PER_MS = 1e3;

/** Milliseconds that a process, and those it started that still run, have had. */
export async function cpuMsOfTree(pid: number): Promise<number> {
  const all = await Promise.all((await treeOf(pid)).map(cpuMsOf));
  return all.reduce((sum, each) => sum + each, 0);
}

/** Milliseconds that this program has had. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / US_PER_MS;
}

async function cpuMsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0');
  return Number(text.split(' ')[0]) / NS_PER_MS;
}
