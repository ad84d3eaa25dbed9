import { readFile } from 'node:fs/promises';
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';
import { jsonOrNull } from '../shared/json.ts';
import type { Account } from './accounts.ts';
import { AGENT_PROGRAM, JOIN_SCRIPT, POSTGRES, WEB_ROOT } from './checkout.ts';
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
  /** Where the URL of the user's own PostgreSQL stands; null: the embedded one. */
  readonly urlFile: string | null;
}

function controllerConfig(wiring: Wiring): object {
  const { layout, ports, listen, database, urlFile } = wiring;
  const user = database === null ? {} : { user: { uid: database.uid, gid: database.gid } };
  return {
    dataDir: layout.controllerData,
    listen: { host: listen, port: ports.web },
    grpc: { host: listen, port: ports.grpc },
    mesh: { host: listen, port: ports.controllerMesh },
    hostKit: { script: JOIN_SCRIPT, agent: AGENT_PROGRAM },
    database: urlFile === null ? { kind: 'embedded', binDir: POSTGRES, ...user } : { kind: 'external', urlFile },
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
  };
}

/** What people may add to a file, which `up` has no say in and keeps. The programs check the values. */
const ADDED_TO_CONTROLLER = z.object({ names: z.unknown(), logLevel: z.unknown() }).partial();
const ADDED_TO_AGENT = z
  .object({ datastores: z.record(z.string(), z.unknown()), advertise: z.unknown(), logLevel: z.unknown() })
  .partial();

/** What was added to `file`; nothing where there is none yet. Throws `corrupt-file` for one that would be lost by writing it anew. */
async function added<T extends object>(file: string, shape: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = shape.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  const problem = z.prettifyError(parsed.error);
  throw new RapidError(
    'corrupt-file',
    `The configuration ${file} can't be read`,
    { path: file, problem },
    `Mend it, or remove it and it is written anew: ${problem}`,
  );
}

/** Writes both configuration files and keeps what people added to them. They hold no secrets, only where secrets lie. */
export async function writeConfigs(wiring: Wiring): Promise<void> {
  const { controllerConfig: ofController, agentConfig: ofAgent, datastore } = wiring.layout;
  const [controller, agent] = [await added(ofController, ADDED_TO_CONTROLLER), await added(ofAgent, ADDED_TO_AGENT)];
  const datastores = { ...agent?.datastores, local: datastore };
  await writeWhole(ofController, JSON.stringify({ ...controllerConfig(wiring), ...controller }, null, 2) + '\n', 0o644);
  await writeWhole(ofAgent, JSON.stringify({ ...agentConfig(wiring), ...agent, datastores }, null, 2) + '\n', 0o644);
}
