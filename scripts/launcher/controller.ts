import { access, readFile } from 'node:fs/promises';
import { RapidError } from '@rapidvm/kernel';
import { apiClient, type ApiClient } from '../shared/api-client.ts';
import { CHECKOUT, CONTROLLER_PROGRAM } from './checkout.ts';
import { daemon, logTail, runningPid, startDaemon, type Daemon } from './daemon.ts';
import type { DataLayout } from './data-layout.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import type { Say } from './progress.ts';
import { writeWhole } from './state.ts';
import { waitFor } from './wait-for.ts';

/** The account that the first start makes. */
export const ADMIN = 'admin';

export function controllerDaemon(layout: DataLayout): Daemon {
  return daemon('controller', layout.run, layout.logs);
}

export function agentDaemon(layout: DataLayout): Daemon {
  return daemon('agent', layout.run, layout.logs);
}

/** Throws `unavailable` with the end of its log when `target` has ended. */
export async function requireRunning(target: Daemon): Promise<void> {
  if ((await runningPid(target)) !== null) return;
  throw new RapidError(
    'unavailable',
    `The ${target.name} ended by itself; its last words:\n${await logTail(target)}`,
    { what: target.name, cause: 'the process ended' },
    `The whole log is ${target.logFile}`,
  );
}

/** The API of this installation, or null before the controller has made its certificate authority. */
export async function openApi(layout: DataLayout, port: number): Promise<ApiClient | null> {
  const ca = await readFile(layout.caFile, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return ca === null ? null : apiClient({ url: `https://127.0.0.1:${port}`, ca, timeoutMs: LAUNCHER_LIMITS.requestMs });
}

interface ControllerStart {
  /** Of REST and the web pages. */
  readonly port: number;
  /** What `builtPrograms` calls it. */
  readonly program: string;
  /** Names the file with the URL of the user's own PostgreSQL; null: the embedded one. */
  readonly urlFile: string | null;
}

/** Starts the controller unless it runs, and waits until it serves requests. */
export async function ensureController(layout: DataLayout, start: ControllerStart, say: Say): Promise<ApiClient> {
  const { port, program, urlFile } = start;
  const target = controllerDaemon(layout);
  if ((await runningPid(target)) === null) {
    say(
      urlFile === null ? 'starting the controller and its PostgreSQL' : `starting the controller on the PostgreSQL of ${urlFile}`,
    );
    const argv = [process.execPath, '--enable-source-maps', CONTROLLER_PROGRAM, '--config', layout.controllerConfig];
    await startDaemon(target, { argv, cwd: CHECKOUT, program });
  }
  return waitFor('the start of the controller', LAUNCHER_LIMITS.controllerReadyMs, `See ${target.logFile}`, async () => {
    await requireRunning(target);
    const api = await openApi(layout, port);
    return (await api?.probe('/readyz')) === 200 ? (api ?? null) : null;
  });
}

/**
 * A client with all rights for the launcher's own errands. The first time it logs in with the administrator's first password and makes itself a
 * token; from then on the password may change.
 */
export async function authorise(layout: DataLayout, api: ApiClient): Promise<ApiClient> {
  const known = await access(layout.launcherToken).then(
    () => true,
    () => false,
  );
  if (!known) {
    const session = await api.login(ADMIN, (await readFile(layout.adminPassword, 'utf8')).trim());
    const { secret } = await session.call('token.create', { name: 'launcher' });
    await session.call('session.logout', {});
    await writeWhole(layout.launcherToken, secret, 0o600);
  }
  return api.withToken((await readFile(layout.launcherToken, 'utf8')).trim());
}
