/** The configuration of an agent that was installed by a pasted line. What a person has changed in it since stays. */
import { access, mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { writeWhole } from '@rapidvm/agent-app';
import type { AgentConfig } from '../config.ts';
import { readConfig } from '../config.ts';
import { PLACES, PORTS } from './places.ts';

const READABLE = 0o644;
const MAX_NAME_CHARS = 63;

/** Reads the configuration, and writes it first if there is none. Throws `invalid-input` for one that was changed to something wrong. */
export async function ensureConfig(): Promise<AgentConfig> {
  const there = await access(PLACES.config).then(
    () => true,
    () => false,
  );
  if (!there) await writeConfig(hostLabel(hostname()));
  return readConfig(PLACES.config);
}

export async function writeConfig(name: string): Promise<void> {
  await mkdir(PLACES.datastore, { recursive: true, mode: 0o755 });
  const everywhere = (port: number) => ({ host: '0.0.0.0', port });
  const config = {
    dataDir: PLACES.data,
    name,
    listen: everywhere(PORTS.agent),
    meshListen: everywhere(PORTS.mesh),
    datastores: { local: PLACES.datastore },
  };
  await writeWhole(PLACES.config, `${JSON.stringify(config, null, 2)}\n`, READABLE);
}

/** The host name in the form that names of hosts have. */
export function hostLabel(name: string): string {
  const [first = ''] = name.toLowerCase().split('.');
  const label = first
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, MAX_NAME_CHARS)
    .replaceAll(/^-+|-+$/g, '');
  return label === '' ? 'host' : label;
}

/** The name for the `n`-th (≥ 2) machine that is called the same: every new Pi is a "raspberrypi". */
export function numbered(name: string, n: number): string {
  const suffix = `-${n}`;
  return name.slice(0, MAX_NAME_CHARS - suffix.length) + suffix;
}
