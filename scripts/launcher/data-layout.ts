import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything of one installation lies. */
export interface DataLayout {
  readonly root: string;
  readonly lock: string;
  readonly state: string;
  readonly controllerData: string;
  readonly controllerConfig: string;
  readonly agentData: string;
  readonly agentConfig: string;
  readonly datastore: string;
  readonly logs: string;
  readonly run: string;
  readonly adminPassword: string;
  readonly launcherToken: string;
  readonly joinToken: string;
  readonly caFile: string;
}

/** The data folder when none is given: the system's place for root, the person's own otherwise. */
export function defaultDataRoot(): string {
  if (process.getuid?.() === 0) return '/var/lib/rapidvm';
  return join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'rapidvm');
}

export function dataLayout(folder: string): DataLayout {
  const root = resolve(folder);
  return {
    root,
    lock: join(root, 'launcher.lock'),
    state: join(root, 'launcher.json'),
    controllerData: join(root, 'controller'),
    controllerConfig: join(root, 'config', 'controller.json'),
    agentData: join(root, 'agent'),
    agentConfig: join(root, 'config', 'agent.json'),
    datastore: join(root, 'datastore'),
    logs: join(root, 'log'),
    run: join(root, 'run'),
    adminPassword: join(root, 'secret', 'admin-password'),
    launcherToken: join(root, 'secret', 'launcher-token'),
    joinToken: join(root, 'secret', 'join-token'),
    caFile: join(root, 'ca.pem'),
  };
}
