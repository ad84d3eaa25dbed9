import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ApiClient } from '../shared/api-client.ts';
import { AGENT_PROGRAM, CHECKOUT } from './checkout.ts';
import { agentDaemon, requireRunning } from './controller.ts';
import { runningPid, startDaemon } from './daemon.ts';
import type { DataLayout } from './data-layout.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import type { Say } from './progress.ts';
import { writeWhole } from './state.ts';
import { waitFor } from './wait-for.ts';

/** The name this host is shown under: its host name in the form the API takes. */
export function hostLabel(): string {
  const label =
    hostname()
      .split('.')[0]
      ?.toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 63) ?? '';
  return label === '' ? 'this-host' : label;
}

/**
 * Node as the agent runs it on a Pi: small heap spaces, one compiler thread, and one malloc arena instead of one a thread. The arena alone is
 * worth 4.6 MiB resident, the compiler threads 1.3 (measured on x86-64, idle).
 */
export const SMALL_NODE: readonly string[] = [
  '/usr/bin/env',
  'MALLOC_ARENA_MAX=1',
  process.execPath,
  '--max-semi-space-size=1',
  '--max-old-space-size=96',
  '--v8-pool-size=1',
];

/** Starts the agent, from what `builtPrograms` calls `program`, unless it runs, joins it the first time, and waits until the controller sees the host alive. */
export async function ensureHost(layout: DataLayout, api: ApiClient, program: string, say: Say): Promise<string> {
  const target = agentDaemon(layout);
  if ((await runningPid(target)) === null) {
    const hosts = await api.call('host.list', { name: hostLabel() });
    if (hosts.items.length === 0) {
      say(`inviting this machine as host ${hostLabel()}: the agent joins with a one-time token`);
      const { joinToken } = await api.call('host.invite', { validMinutes: 10 });
      await writeWhole(layout.joinToken, joinToken, 0o600);
    }
    say('starting the agent, which runs the virtual machines');
    const argv = [...SMALL_NODE, AGENT_PROGRAM, '--config', layout.agentConfig];
    await startDaemon(target, { argv, cwd: CHECKOUT, program });
  }
  const id = await waitFor('the start of the agent', LAUNCHER_LIMITS.hostActiveMs, `See ${target.logFile}`, async () => {
    await requireRunning(target);
    const { items } = await api.call('host.list', { name: hostLabel() });
    const host = items[0];
    return host?.state === 'active' && host.inventory !== null ? host.id : null;
  });
  await rm(layout.joinToken, { force: true });
  return id;
}
