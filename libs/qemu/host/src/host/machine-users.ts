import { constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import type { MachineUser } from '@rapidvm/qemu-core';
import { MACHINE_UID_BASE, machineUser } from '@rapidvm/qemu-core';
import { PROGRAM_DEADLINE_MS } from '../limits.ts';
import { runProgram } from '../run-program.ts';
import { systemErrorCode } from '../system-error.ts';

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
export async function chooseMachineUsers(roots: readonly string[]): Promise<MachineUsers> {
  const obstacle = (await identityObstacle()) ?? (await pathObstacle(roots));
  if (obstacle !== null) return { userOf: () => null, reason: `QEMU runs as the agent's own user: ${obstacle}` };
  return { userOf: machineUser, reason: 'each VM runs as a user of its own' };
}

async function identityObstacle(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'the agent is not root';
  const user = { uid: MACHINE_UID_BASE, gid: MACHINE_UID_BASE };
  const result = await runProgram('true', [], { deadlineMs: PROGRAM_DEADLINE_MS, user });
  return result.code === 0 ? null : `this host lets no program run as user ${user.uid} (${result.failure ?? 'it failed'})`;
}

async function pathObstacle(roots: readonly string[]): Promise<string | null> {
  for (const root of roots) {
    for (let folder = root; ; folder = dirname(folder)) {
      if (!(await othersMayPass(folder))) return `other users may not pass through ${folder} (chmod o+x would let them)`;
      if (folder === dirname(folder)) break;
    }
  }
  return null;
}

/** A folder that is not there yet will be made by us, open to pass through. */
async function othersMayPass(folder: string): Promise<boolean> {
  try {
    return ((await stat(folder)).mode & constants.S_IXOTH) !== 0;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return true;
    throw error;
  }
}
