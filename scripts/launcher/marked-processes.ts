import { readFile, readdir } from 'node:fs/promises';

/** Ends (SIGKILL) every process whose environment holds `name=value`, other than ours. Returns their command lines. */
export async function endMarked(name: string, value: string): Promise<string[]> {
  const ended: string[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const environment = await readFile(`/proc/${entry}/environ`, 'latin1').catch(() => '');
    if (!environment.split('\0').includes(`${name}=${value}`)) continue;
    const command = (await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
    try {
      process.kill(pid, 'SIGKILL');
      ended.push(command === '' ? `process ${pid}` : command);
    } catch (error) {
      // ESRCH: it ended by itself between the look and the signal.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
  return ended;
}
