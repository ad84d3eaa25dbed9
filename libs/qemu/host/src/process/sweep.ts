import { join } from 'node:path';
import type { ProcessRecord } from '@rapidvm/agent-app';
import type { VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { runFiles } from '@rapidvm/qemu-core';
import { holdsWithin } from '../deadline.ts';
import { KILL_DEADLINE_MS, POLL_MS } from '../limits.ts';
import type { MachineHostOptions } from '../options.ts';
import { removeCgroup, removeEmptyCgroups } from './cgroup.ts';
import type { FoundQemu } from './our-qemus.ts';
import { findOurQemus } from './our-qemus.ts';
import { isAlive, sendKill } from './process-identity.ts';
import { removeStale } from './run-directory.ts';

/**
 * Kills every QEMU of this host that none of `known` is, and removes the groups of those that ended while no agent ran. Returns the VMs of
 * the killed. Refuses `timed-out` when one does not die.
 */
export async function sweepMachines(
  known: readonly ProcessRecord[],
  options: MachineHostOptions,
  cgroupParent: string | null,
): Promise<readonly VmId[]> {
  const found = await findOurQemus(options.runRoot);
  const strays = found.filter(
    (qemu) => !known.some((record) => record.pid === qemu.pid && record.startTicks === qemu.startTicks),
  );
  for (const stray of strays) {
    options.logger.warn('A QEMU that no record names is killed', { vmId: stray.vmId, pid: stray.pid });
    await killStray(stray, options, cgroupParent === null ? null : join(cgroupParent, stray.vmId));
  }
  if (cgroupParent !== null) await removeEmptyCgroups(cgroupParent);
  return strays.map((stray) => stray.vmId);
}

async function killStray(stray: FoundQemu, options: MachineHostOptions, cgroup: string | null): Promise<void> {
  sendKill(stray.pid);
  const gone = await holdsWithin(options.timers, KILL_DEADLINE_MS, POLL_MS, async () => !(await isAlive(stray)));
  if (!gone) {
    const details = { what: `killing QEMU with pid ${stray.pid}`, afterMs: KILL_DEADLINE_MS };
    throw new RapidError(
      'timed-out',
      `QEMU of VM ${stray.vmId} does not die`,
      details,
      'It hangs on storage: look at the datastores, then restart the agent',
    );
  }
  await removeStale(runFiles(stray.runDirectory));
  if (cgroup !== null) await removeCgroup(cgroup);
}
