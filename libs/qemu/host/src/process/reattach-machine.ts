import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessRecord } from '@rapidvm/agent-app';
import type { MachineSpec } from '@rapidvm/domain';
import { runFiles } from '@rapidvm/qemu-core';
import { isObject } from '@rapidvm/qemu-core';
import { REATTACH_DEADLINE_MS } from '../limits.ts';
import type { MachineHostOptions } from '../options.ts';
import { connectQmp } from '../qmp/connect-qmp.ts';
import type { QmpClient } from '../qmp/qmp-client.ts';
import { unless } from '../system-error.ts';
import { AttachedProcess } from './attached-process.ts';
import { removeCgroup } from './cgroup.ts';
import { isAlive, readBootId } from './process-identity.ts';
import { removeStale } from './run-directory.ts';

/**
 * Takes hold of a QEMU that runs already; null: it is gone. Its pid, start time and boot must all match: a recycled pid is somebody else.
 * Refuses `timed-out` when it lives but its monitor does not answer: then nothing may be concluded, and the caller should try again.
 */
export async function reattachMachine(
  record: ProcessRecord,
  spec: MachineSpec,
  options: MachineHostOptions,
  cgroupParent: string | null,
): Promise<AttachedProcess | null> {
  const run = runFiles(record.runDirectory);
  const cgroup = await existing(cgroupParent === null ? null : join(cgroupParent, record.vmId));
  if ((await readBootId()) !== record.bootId || !(await isAlive(record))) {
    await removeStale(run);
    if (cgroup !== null) await removeCgroup(cgroup);
    return null;
  }
  let attached: AttachedProcess | null = null;
  const qmp = await connectQmp(run.controlSocket, REATTACH_DEADLINE_MS, new AbortController().signal, {
    timers: options.timers,
    onEvent: (event) => attached?.apply({ kind: 'event', event }),
  });
  attached = new AttachedProcess({
    ...{ record, files: run, hasScreen: spec.display !== 'none', qmp, exited: null, cgroup, timers: options.timers },
    logger: options.logger.child({ vmId: spec.vmId, vm: spec.name }),
  });
  try {
    await catchUp(attached, qmp);
  } catch (error) {
    // The monitor serves one client: it must be free for the next attempt.
    await attached.detach();
    throw error;
  }
  return attached;
}

/** What happened while nobody listened: the guest powered off or panicked, or the last agent ended before it let the guest run. */
async function catchUp(attached: AttachedProcess, qmp: QmpClient): Promise<void> {
  const answer = await qmp.command('query-status');
  const status = isObject(answer) && typeof answer['status'] === 'string' ? answer['status'] : '';
  attached.apply({ kind: 'status', status });
  if (status === 'prelaunch' || status === 'io-error') await qmp.command('cont');
}

async function existing(folder: string | null): Promise<string | null> {
  return folder === null
    ? null
    : unless(
        access(folder).then(() => folder),
        null,
        'ENOENT',
      );
}
