/** Starting one QEMU: all of it, or nothing left behind. */
import type { ProcessRecord } from '@rapidvm/agent-app';
import type { Accelerator, MachineSpec } from '@rapidvm/domain';
import type { Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { MachineFiles, MachineUser, RunFiles } from '@rapidvm/qemu-core';
import { machineArgv } from '@rapidvm/qemu-core';
import { withDeadline } from '../deadline.ts';
import { KILL_DEADLINE_MS, START_DEADLINE_MS } from '../limits.ts';
import type { MachineHostOptions } from '../options.ts';
import { programOf } from '../host/qemu-version.ts';
import { connectQmp } from '../qmp/connect-qmp.ts';
import { AttachedProcess } from './attached-process.ts';
import { joinCgroup, removeCgroup } from './cgroup.ts';
import { identifyProcess, readBootId, sendKill } from './process-identity.ts';
import { findQemuOf } from './our-qemus.ts';
import { resolveMachineFiles } from './resolve-files.ts';
import { prepareRunDirectory, readOutput, runFilesOf, undoRunDirectory } from './run-directory.ts';
import type { ExitStatus, SpawnedQemu } from './spawn-qemu.ts';
import { spawnQemu } from './spawn-qemu.ts';

export interface StartContext {
  readonly options: MachineHostOptions;
  readonly accelerator: Accelerator;
  readonly user: MachineUser | null;
  readonly cgroupParent: string | null;
}

/**
 * Starts `spec` and resolves when its guest runs. Refuses `already-running` (there is a QEMU for it), what `resolve` refuses, or
 * `qemu-failed` with QEMU's own words.
 */
export async function startMachine(spec: MachineSpec, context: StartContext): Promise<AttachedProcess> {
  const { options } = context;
  const run = runFilesOf(options.runRoot, spec.vmId);
  const files = await resolveMachineFiles(spec, run, options);
  await refuseSecond(spec, run);
  const spawned = await prepareAndSpawn(spec, files, context);
  const cgroup =
    context.cgroupParent === null ? null : await joinCgroup(context.cgroupParent, spec.vmId, spawned.pid, options.logger);
  try {
    return await bringUp(spec, run, spawned, cgroup, context);
  } catch (error) {
    const failure = await whyFailed(spec, run, spawned, options.timers, error);
    if (cgroup !== null) await removeCgroup(cgroup);
    await undoRunDirectory(run);
    throw failure;
  }
}

/** Law 1: two QEMUs never write one disk. QEMU's own file locks would refuse too, but not on every file system. */
async function refuseSecond(spec: MachineSpec, run: RunFiles): Promise<void> {
  const pid = await findQemuOf(run);
  if (pid === null) return;
  const details = { what: `VM ${spec.name}`, owner: `QEMU with pid ${pid}` };
  throw new RapidError('already-running', `VM ${spec.name} runs already`, details, 'Attach to it, or kill it first');
}

async function prepareAndSpawn(spec: MachineSpec, files: MachineFiles, context: StartContext): Promise<SpawnedQemu> {
  const { options, user, accelerator } = context;
  const { run } = files;
  try {
    await prepareRunDirectory(run, user);
    const program = programOf(options, spec.architecture);
    const args = machineArgv(spec, files, accelerator.kind);
    return await spawnQemu({ program, args, user, outputLog: run.outputLog, directory: run.directory });
  } catch (error) {
    await undoRunDirectory(run);
    throw qemuFailed(spec, 'prepare', null, error instanceof Error ? error.message : String(error));
  }
}

async function bringUp(
  spec: MachineSpec,
  run: RunFiles,
  qemu: SpawnedQemu,
  cgroup: string | null,
  context: StartContext,
): Promise<AttachedProcess> {
  const { timers, logger } = context.options;
  const gone = new AbortController();
  const exited = qemu.exited.then((status) => {
    gone.abort();
    return status;
  });
  let attached: AttachedProcess | null = null;
  const qmp = await connectQmp(run.controlSocket, START_DEADLINE_MS, gone.signal, {
    timers,
    onEvent: (event) => attached?.apply({ kind: 'event', event }),
  });
  const record = await recordOf(spec, run, qemu, context);
  attached = new AttachedProcess({
    ...{ record, files: run, hasScreen: spec.display !== 'none', qmp, exited, cgroup, timers },
    logger: logger.child({ vmId: spec.vmId, vm: spec.name }),
  });
  await qmp.command('cont');
  return attached;
}

async function recordOf(spec: MachineSpec, run: RunFiles, qemu: SpawnedQemu, context: StartContext): Promise<ProcessRecord> {
  const identity = await identifyProcess(qemu.pid);
  if (identity === null)
    throw new RapidError('unavailable', 'QEMU has gone', { what: 'QEMU', cause: 'it ended while it started' }, 'See its output');
  const bootId = await readBootId();
  return { vmId: spec.vmId, ...identity, bootId, runDirectory: run.directory, accelerator: context.accelerator };
}

/** Makes sure that QEMU is gone, then says why it failed in its own words; `error` is what we saw from outside. */
async function whyFailed(
  spec: MachineSpec,
  run: RunFiles,
  qemu: SpawnedQemu,
  timers: Timers,
  error: unknown,
): Promise<RapidError> {
  const stillThere = (await identifyProcess(qemu.pid)) !== null;
  if (stillThere) sendKill(qemu.pid);
  const status = await withDeadline(timers, KILL_DEADLINE_MS, 'Killing QEMU', qemu.exited);
  const output = await readOutput(run);
  return qemuFailed(spec, 'start', status, output || String(error));
}

const NO_EXIT_CODE = -1;

function qemuFailed(spec: MachineSpec, phase: string, status: ExitStatus | null, output: string): RapidError<'qemu-failed'> {
  const how = status?.signal === null || status === null ? '' : ` (${status.signal})`;
  const details = { vm: spec.name, phase, exitCode: status?.code ?? NO_EXIT_CODE, output };
  const hint = 'Read what QEMU says: most often a file is missing or not permitted, or the host has too little memory';
  return new RapidError('qemu-failed', `QEMU did not start VM ${spec.name}${how}: ${lastLine(output)}`, details, hint);
}

function lastLine(output: string): string {
  return output.slice(output.lastIndexOf('\n') + 1);
}
