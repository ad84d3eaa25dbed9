import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import { asId, isUuid } from '@rapidvm/kernel';
import type { RunFiles } from '@rapidvm/qemu-core';
import { unless } from '../system-error.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { identifyProcess, listPids, readArguments } from './process-identity.ts';

export interface FoundQemu extends ProcessIdentity {
  readonly vmId: VmId;
  readonly runDirectory: string;
}

/** Every living QEMU whose run directory lies under `runRoot`, found by its arguments: no file of ours need have survived. */
export async function findOurQemus(runRoot: string): Promise<readonly FoundQemu[]> {
  const found: FoundQemu[] = [];
  for (const pid of await listPids()) {
    const args = await readArguments(pid);
    const runDirectory = dirname(valueAfter(args, '-pidfile'));
    const vmId = valueAfter(args, '-uuid');
    if (dirname(runDirectory) !== runRoot || !isUuid(vmId)) continue;
    const identity = await identifyProcess(pid);
    if (identity !== null) found.push({ ...identity, vmId: asId(vmId), runDirectory });
  }
  return found;
}

/** The pid of the living QEMU whose run directory this is, by its pid file; null: there is none. */
export async function findQemuOf(run: RunFiles): Promise<number | null> {
  const pid = Number.parseInt(await unless(readFile(run.pidFile, 'utf8'), '', 'ENOENT'), 10);
  if (Number.isNaN(pid)) return null;
  return valueAfter(await readArguments(pid), '-pidfile') === run.pidFile ? pid : null;
}

function valueAfter(args: readonly string[], option: string): string {
  const index = args.indexOf(option);
  return index === -1 ? '' : (args[index + 1] ?? '');
}
