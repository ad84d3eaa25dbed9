import { agentDaemon, controllerDaemon, openApi } from './controller.ts';
import { runningPid } from './daemon.ts';
import { checkDataFolder } from './data-folder.ts';
import { dataLayout } from './data-layout.ts';
import { qemuPidsOf } from './leftover-qemu.ts';
import type { Options } from './options.ts';
import { portsFrom } from './ports.ts';
import { readState } from './state.ts';

/** What runs of an installation. */
export interface Status {
  readonly data: string;
  readonly url: string | null;
  readonly ready: boolean;
  readonly controllerPid: number | null;
  readonly agentPid: number | null;
  readonly qemuPids: readonly number[];
}

/** Looks at an installation without changing anything. */
export async function status(options: Pick<Options, 'data'>): Promise<Status> {
  const layout = dataLayout(options.data);
  await checkDataFolder(layout.root);
  const state = await readState(layout.state);
  const port = state === null ? null : portsFrom(state.port).web;
  const api = port === null ? null : await openApi(layout, port);
  return {
    data: layout.root,
    url: port === null ? null : `https://localhost:${port}`,
    ready: (await api?.probe('/readyz')) === 200,
    controllerPid: await runningPid(controllerDaemon(layout)),
    agentPid: await runningPid(agentDaemon(layout)),
    qemuPids: await qemuPidsOf(layout),
  };
}

/** The status as lines for a person. */
export function statusText(now: Status): string {
  const running = (pid: number | null): string => (pid === null ? 'not running' : `running (process ${pid})`);
  const lines = [
    `data        ${now.data}`,
    `address     ${now.url ?? 'none yet: run ./rapidvm up'}`,
    `controller  ${running(now.controllerPid)}${now.controllerPid !== null && !now.ready ? ', not ready' : ''}`,
    `agent       ${running(now.agentPid)}`,
    `VMs         ${now.qemuPids.length} running`,
  ];
  return lines.join('\n') + '\n';
}
