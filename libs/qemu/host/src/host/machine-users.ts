import { constants } from 'node:fs';
import { dirname } from 'node:path';
import type { Timers, VmId } from '@rapidvm/kernel';
import type { MachineUser } from '@rapidvm/qemu-core';
import { MACHINE_UID_BASE, machineUser } from '@rapidvm/qemu-core';
import { FOLDER_LOOK_DEADLINE_MS, PROGRAM_DEADLINE_MS } from '../limits.ts';
import { runProgram } from '../run-program.ts';

export interface MachineUsers {
  /** Null: QEMU runs as the agent's own user. */
  readonly userOf: (vmId: VmId) => MachineUser | null;
  /** Why so, in plain words, for the log. */
  readonly reason: string;
}

/**
 * Whether each VM can have a user of its own on this host: the agent must be able to start programs as another user, and others must be able
 * to pass through the folders above `roots` (run root, datastore roots). Otherwise QEMU runs as the agent. Read once, at the start.
 */
export async function chooseMachineUsers(roots: readonly string[], timers: Timers): Promise<MachineUsers> {
  const obstacle = (await identityObstacle()) ?? (await pathObstacle(roots, timers));
  if (obstacle !== null) return { userOf: () => null, reason: `QEMU runs as the agent's own user: ${obstacle}` };
  return { userOf: machineUser, reason: 'each VM runs as a user of its own' };
}

async function identityObstacle(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'the agent is not root';
  const user = { uid: MACHINE_UID_BASE, gid: MACHINE_UID_BASE };
  const result = await runProgram('true', [], { deadlineMs: PROGRAM_DEADLINE_MS, user });
  return result.code === 0 ? null : `this host lets no program run as user ${user.uid} (${result.failure ?? 'it failed'})`;
}

async function pathObstacle(roots: readonly string[], timers: Timers): Promise<string | null> {
  const folders = [...new Set(roots.flatMap(withThoseAbove))];
  const closed = await Promise.all(folders.map(async (folder) => ((await isClosed(folder, timers)) ? folder : null)));
  const first = closed.find((folder) => folder !== null);
  return first === undefined ? null : `other users may not pass through ${first} (chmod o+x would let them)`;
}

function withThoseAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...withThoseAbove(above)];
}

/**
 * Whether others may not pass through. A folder that is not there yet will be made by us, open to pass through. What lies on storage that hangs or
 * fails stands in nobody's way: no VM can start from there now, and those of other storage keep users of their own.
 */
async function isClosed(folder: string, timers: Timers): Promise<boolean> {
  // In a process of its own, as a call that hangs would keep one of the few threads that we have for all files.
  const asked = runProgram('stat', ['--dereference', '--format=%a', '--', folder], { deadlineMs: FOLDER_LOOK_DEADLINE_MS });
  const overdue = Promise.withResolvers<null>();
  // A process that waits for a dead disk can't even be killed.
  const timer = timers.after(FOLDER_LOOK_DEADLINE_MS, () => overdue.resolve(null));
  const found = await Promise.race([asked, overdue.promise]);
  timer.cancel();
  return found?.code === 0 && (Number.parseInt(found.output, 8) & constants.S_IXOTH) === 0;
}
