import { readFile, readdir } from 'node:fs/promises';
import { removeGroup, vmGroupOf } from './vm-group.ts';

/** What tells of a process whose it is. */
export interface SeenProcess {
  readonly words: readonly string[];
  /** `NAME=value` of what it was started with. */
  readonly environment: readonly string[];
}

/** Ends (SIGKILL) every process whose environment holds `name=value`, other than ours. Returns their command lines. */
export function endMarked(name: string, value: string): Promise<string[]> {
  return endWhere(({ environment }) => environment.includes(`${name}=${value}`));
}

/** Ends (SIGKILL) every process that `belongs`, other than ours, with the control group that a VM's process had. Returns their command lines. */
export async function endWhere(belongs: (seen: SeenProcess) => boolean): Promise<string[]> {
  const ended: string[] = [];
  const groups: string[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const [words, environment] = await Promise.all([listOf(entry, 'cmdline'), listOf(entry, 'environ')]);
    if (!belongs({ words, environment })) continue;
    const group = await vmGroupOf(entry);
    if (!kill(pid)) continue;
    ended.push(words.join(' ').trim() || `process ${pid}`);
    if (group !== null) groups.push(group);
  }
  for (const group of groups) await removeGroup(group);
  return ended;
}

/** Empty for a process that is gone or may not be looked at. */
async function listOf(pid: string, file: 'cmdline' | 'environ'): Promise<string[]> {
  return (await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')).split('\0');
}

/** False: it ended by itself between the look and the signal. */
function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    return false;
  }
}
