/** What processes hold of the machine's memory, from /proc/PID/smaps_rollup. */
import { readFile } from 'node:fs/promises';
import { treeOf } from './process-tree.ts';

/** MiB. `resident` counts pages shared with others in full, `proportional` by its share. */
export interface Memory {
  readonly resident: number;
  readonly proportional: number;
  readonly private: number;
  readonly anonymous: number;
}

const KIB_PER_MIB = 1024;

export async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / KIB_PER_MIB;
  return {
    resident: field('Rss'),
    proportional: field('Pss'),
    private: field('Private_Clean') + field('Private_Dirty'),
    anonymous: field('Anonymous'),
  };
}

/** A process and all that it started, in sum; of pages that they share only `proportional` counts each once. */
export async function memoryOfTree(pid: number): Promise<Memory> {
  const all = await Promise.all((await treeOf(pid)).map(memoryOf));
  const sum = (key: keyof Memory): number => all.reduce((total, each) => total + each[key], 0);
  return { resident: sum('resident'), proportional: sum('proportional'), private: sum('private'), anonymous: sum('anonymous') };
}
