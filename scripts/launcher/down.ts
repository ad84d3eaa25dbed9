import { isRapidError } from '@rapidvm/kernel';
import type { ApiClient } from '../shared/api-client.ts';
import { lockFile } from '../shared/file-lock.ts';
import { agentDaemon, authorise, controllerDaemon, openApi } from './controller.ts';
import { runningPid, stopDaemon, type Daemon } from './daemon.ts';
import { checkDataFolder } from './data-folder.ts';
import { dataLayout, type DataLayout } from './data-layout.ts';
import { followTask } from './follow-task.ts';
import { endQemuOf } from './leftover-qemu.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import type { Options } from './options.ts';
import { portsFrom } from './ports.ts';
import type { Say } from './progress.ts';
import { readState, writeState, type LauncherState } from './state.ts';

/** Shuts every running VM down, all at once; returns their ids. */
async function stopVms(api: ApiClient, say: Say): Promise<string[]> {
  const { items } = await api.call('vm.list', { states: ['running', 'starting', 'paused'], limit: LAUNCHER_LIMITS.vmPage });
  if (items.length > 0) say(`shutting down ${items.map((vm) => vm.name).join(', ')}`);
  await Promise.all(
    items.map(async (vm) => {
      try {
        const { task } = await api.call('vm.stop', { id: vm.id, graceSeconds: LAUNCHER_LIMITS.guestGraceSeconds });
        await followTask(api, task);
      } catch (error) {
        if (!isRapidError(error)) throw error;
        say(`${vm.name} could not be shut down and is ended with the rest: ${error.message}`);
      }
    }),
  );
  return items.map((vm) => vm.id);
}

/** Asks the controller to shut the VMs down; null when it cannot be asked. */
async function stopVmsByApi(layout: DataLayout, state: LauncherState, say: Say): Promise<string[] | null> {
  if ((await runningPid(controllerDaemon(layout))) === null || (await runningPid(agentDaemon(layout))) === null) return null;
  try {
    const api = await openApi(layout, portsFrom(state.port).web);
    return api === null ? null : await stopVms(await authorise(layout, api), say);
  } catch (error) {
    if (!isRapidError(error)) throw error;
    say(`the controller cannot be asked to shut the virtual machines down: ${error.message}`);
    return null;
  }
}

async function stop(target: Daemon, say: Say): Promise<boolean> {
  if ((await runningPid(target)) === null) return false;
  say(`stopping the ${target.name}`);
  if (await stopDaemon(target)) say(`the ${target.name} did not end in ${LAUNCHER_LIMITS.stopMs / 1000} s and was killed`);
  return true;
}

/** Stops everything of an installation and keeps its data: VMs first, then agent, then controller with its database. */
export async function down(options: Pick<Options, 'data'>, say: Say): Promise<void> {
  const layout = dataLayout(options.data);
  await checkDataFolder(layout.root);
  const state = await readState(layout.state);
  if (state === null) {
    say(`nothing to stop: there is no installation in ${layout.root}`);
    return;
  }
  const lock = await lockFile(layout.lock, { what: 'down', waitSeconds: LAUNCHER_LIMITS.lockWaitSeconds, say });
  try {
    const asked = { ...state, stopped: true };
    await writeState(layout.state, asked);
    const stopped = await stopVmsByApi(layout, state, say);
    if (stopped !== null) await writeState(layout.state, { ...asked, resume: [...new Set([...state.resume, ...stopped])] });
    const agentRan = await stop(agentDaemon(layout), say);
    const left = await endQemuOf(layout, say);
    const controllerRan = await stop(controllerDaemon(layout), say);
    say(agentRan || controllerRan || left > 0 ? `stopped; the data stays in ${layout.root}` : 'nothing was running');
  } finally {
    await lock.release();
  }
}
