import type { Account } from './accounts.ts';
import { AGENT_PROGRAM, JOIN_SCRIPT, WEB_ROOT } from './checkout.ts';
import type { DataLayout } from './data-layout.ts';
import { hostLabel } from './host.ts';
import type { Ports } from './ports.ts';
import { writeWhole } from './state.ts';

/** What the two programs are told. Their own schemas are apps/controller/src/config.ts and apps/agent/src/config.ts. */
export interface Wiring {
  readonly layout: DataLayout;
  readonly ports: Ports;
  /** Address that people's, hosts' and members' connections are taken on. */
  readonly listen: string;
  /** Whom the embedded PostgreSQL runs as; null: ourselves. */
  readonly database: Account | null;
  readonly postgres: { readonly binDir: string } | { readonly urlFile: string };
}

function controllerConfig(wiring: Wiring): object {
  const { layout, ports, listen, database, postgres } = wiring;
  const user = database === null ? {} : { user: { uid: database.uid, gid: database.gid } };
  return {
    dataDir: layout.controllerData,
    listen: { host: listen, port: ports.web },
    grpc: { host: listen, port: ports.grpc },
    mesh: { host: listen, port: ports.controllerMesh },
    hostKit: { script: JOIN_SCRIPT, agent: AGENT_PROGRAM },
    database:
      'urlFile' in postgres
        ? { kind: 'external', urlFile: postgres.urlFile }
        : { kind: 'embedded', binDir: postgres.binDir, ...user },
    webRoot: WEB_ROOT,
    adminPasswordFile: layout.adminPassword,
    caFile: layout.caFile,
  };
}

function agentConfig(wiring: Wiring): object {
  const { layout, ports, listen } = wiring;
  return {
    dataDir: layout.agentData,
    name: hostLabel(),
    listen: { host: listen, port: ports.agent },
    meshListen: { host: listen, port: ports.agentMesh },
    joinTokenFile: layout.joinToken,
    datastores: { local: layout.datastore },
  };
}

/** Writes both configuration files. They hold no secrets, only where secrets lie. */
export async function writeConfigs(wiring: Wiring): Promise<void> {
  await writeWhole(wiring.layout.controllerConfig, JSON.stringify(controllerConfig(wiring), null, 2) + '\n', 0o644);
  await writeWhole(wiring.layout.agentConfig, JSON.stringify(agentConfig(wiring), null, 2) + '\n', 0o644);
}
