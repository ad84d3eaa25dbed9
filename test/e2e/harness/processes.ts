import { readFile, readdir } from 'node:fs/promises';
import { agentDaemon, controllerDaemon } from '../../../scripts/launcher/controller.ts';
import { runningPid } from '../../../scripts/launcher/daemon.ts';
import { dataLayout } from '../../../scripts/launcher/data-layout.ts';
import { qemuPidsOf } from '../../../scripts/launcher/leftover-qemu.ts';

/** Process ids of one product; null for what does not run. `qemu` goes by the id of the VM. */
export interface ProductProcesses {
  readonly controller: number | null;
  readonly agent: number | null;
  readonly postgres: number | null;
  readonly qemu: ReadonlyMap<string, number>;
}

async function commandLine(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    (text) => text.replaceAll('\0', ' '),
    () => '',
  );
}

/** The PostgreSQL postmaster of this data folder: its first file names its pid. */
async function postmasterPid(folder: string): Promise<number | null> {
  for (const entry of await readdir(folder, { recursive: true }).catch(() => [])) {
    if (!entry.endsWith('postmaster.pid')) continue;
    const pid = Number((await readFile(`${folder}/${entry}`, 'utf8')).split('\n')[0]);
    if ((await commandLine(pid)).includes('postgres')) return pid;
  }
  return null;
}

const VM_ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

/** What runs of the product whose data lies in `dataDir`. */
export async function processesOf(dataDir: string): Promise<ProductProcesses> {
  const layout = dataLayout(dataDir);
  const qemu = new Map<string, number>();
  for (const pid of await qemuPidsOf(layout)) {
    const id = VM_ID.exec(await commandLine(pid))?.[0];
    qemu.set(id ?? `unknown-${pid}`, pid);
  }
  return {
    controller: await runningPid(controllerDaemon(layout)),
    agent: await runningPid(agentDaemon(layout)),
    postgres: await postmasterPid(layout.controllerData),
    qemu,
  };
}
