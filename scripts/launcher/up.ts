import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lockFile } from '../shared/file-lock.ts';
import { accessTo, urlsFromElsewhere, type Up } from './access.ts';
import { databaseAccount, requireReachable, type Account } from './accounts.ts';
import { builtPrograms, ensureBuilt } from './build.ts';
import { writeConfigs } from './configs.ts';
import { agentDaemon, authorise, controllerDaemon, ensureController } from './controller.ts';
import { runningPid, runsOther, stopDaemon, type Daemon } from './daemon.ts';
import { requireUrlFile } from './database-url-file.ts';
import { checkDataFolder, ensureDataFolder } from './data-folder.ts';
import { dataLayout, type DataLayout } from './data-layout.ts';
import { ensureImage, makeHello, resumeVms } from './hello.ts';
import { ensureHost } from './host.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import type { Options } from './options.ts';
import { DEFAULT_PORT, portsFrom, requireFree } from './ports.ts';
import type { Say } from './progress.ts';
import { readState, writeState, type LauncherState } from './state.ts';
import { ensurePrograms, PRODUCT_NEEDS } from './system-packages.ts';

/** Folders with the modes that their users need: QEMU and PostgreSQL pass through, secrets and logs stay closed. */
async function makeFolders(layout: DataLayout, database: Account | null): Promise<void> {
  await mkdir(layout.root, { recursive: true, mode: 0o755 });
  const folders = [
    [layout.run, 0o755],
    [layout.logs, 0o750],
    [layout.datastore, 0o755],
    [layout.agentData, 0o711],
    [layout.controllerData, 0o711],
    [dirname(layout.adminPassword), 0o700],
  ] as const;
  for (const [folder, mode] of folders) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, mode);
  }
  if (database !== null) await requireReachable(database, layout.controllerData, 'the database');
}

/** Refuses a data folder that the embedded PostgreSQL could not enter, before a build that takes minutes. */
async function checkForDatabase(options: Options, layout: DataLayout, say: Say): Promise<void> {
  const { databaseUrlFile } = nextState(options, await readState(layout.state));
  const database = databaseUrlFile === null ? await databaseAccount(say) : null;
  if (database !== null) await requireReachable(database, layout.root, 'the database');
}

function nextState(options: Options, before: LauncherState | null): LauncherState {
  return {
    version: 1,
    port: options.port ?? before?.port ?? DEFAULT_PORT,
    listen: options.listen ?? before?.listen ?? '0.0.0.0',
    databaseUrlFile: options.databaseUrlFile ?? before?.databaseUrlFile ?? null,
    helloMade: before?.helloMade ?? false,
    resume: before?.resume ?? [],
    stopped: false,
  };
}

/** True when `target` runs and may go on: one of an earlier build is stopped, to be started anew. No VM stops with either. */
async function keptRunning(target: Daemon, program: string, say: Say): Promise<boolean> {
  if (await runsOther(target, program)) {
    say(`stopping the ${target.name}, which is of an earlier build; virtual machines run on`);
    await stopDaemon(target);
  }
  return (await runningPid(target)) !== null;
}

/** What was asked for but waits for a `down`, because the installation runs with something else; as options. */
export function notNow(options: Options, running: LauncherState): string[] {
  const asked = [
    ['--port', options.port, running.port],
    ['--listen', options.listen, running.listen],
    ['--database-url-file', options.databaseUrlFile, running.databaseUrlFile],
  ] as const;
  return asked.filter(([, wanted, now]) => wanted !== null && wanted !== now).map(([option, wanted]) => `${option} ${wanted}`);
}

async function start(options: Options, layout: DataLayout, say: Say): Promise<Up> {
  const before = await readState(layout.state);
  const ran = [await runningPid(controllerDaemon(layout)), await runningPid(agentDaemon(layout))].some((pid) => pid !== null);
  // What runs goes on as it was started; other ports take a `down` first.
  const state = ran && before !== null ? { ...before, stopped: false } : nextState(options, before);
  const waiting = notNow(options, state);
  if (waiting.length > 0) say(`RapidVM runs with other settings: ${waiting.join(' ')} takes a ./rapidvm down first`);
  const programs = await builtPrograms();
  const agentRuns = await keptRunning(agentDaemon(layout), programs.agent, say);
  const controllerRuns = await keptRunning(controllerDaemon(layout), programs.controller, say);
  if (controllerRuns && agentRuns) say('RapidVM is running already');
  const ports = portsFrom(state.port);
  if (!controllerRuns && !agentRuns) await requireFree(ports, state.listen);

  const urlFile = state.databaseUrlFile;
  if (urlFile !== null && !controllerRuns) await requireUrlFile(urlFile);
  // The user's own server needs neither an account nor programs of ours.
  const database = urlFile === null ? await databaseAccount(say) : null;
  await makeFolders(layout, database);
  if (!controllerRuns) await writeConfigs({ layout, ports, listen: state.listen, database, urlFile });
  await writeState(layout.state, state);

  const controller = { port: ports.web, program: programs.controller, urlFile };
  const api = await authorise(layout, await ensureController(layout, controller, say));
  await ensureHost(layout, api, programs.agent, say);
  const image = await ensureImage(layout, api, say);
  if (!state.helloMade && options.hello) await makeHello(api, image, say);
  await resumeVms(api, state.resume, say);
  await writeState(layout.state, { ...state, helloMade: state.helloMade || options.hello, resume: [] });
  return { access: accessTo(layout, state), alsoAt: urlsFromElsewhere(state) };
}

/** A first `up` whose ports are taken is refused before it leaves anything behind, and before a build that takes minutes. Later ones look under the lock. */
async function checkFirst(options: Options, layout: DataLayout): Promise<void> {
  await checkDataFolder(layout.root);
  if ((await readState(layout.state)) !== null) return;
  const { port, listen } = nextState(options, null);
  await requireFree(portsFrom(port), listen);
}

/** Brings everything up, from a bare checkout or from where it was. Returns how to reach it. */
export async function up(options: Options, say: Say): Promise<Up> {
  const layout = dataLayout(options.data);
  await checkFirst(options, layout);
  await ensureDataFolder(layout.root);
  await ensurePrograms(PRODUCT_NEEDS, say);
  await checkForDatabase(options, layout, say);
  await ensureBuilt(say);
  const lock = await lockFile(layout.lock, { what: 'up', waitSeconds: LAUNCHER_LIMITS.lockWaitSeconds, say });
  try {
    return await start(options, layout, say);
  } finally {
    await lock.release();
  }
}
