import { readFile, readdir, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { RapidError } from '@rapidvm/kernel';

/** The TCP ports of one installation: five in a row from the one that is given. */
export interface Ports {
  readonly web: number;
  readonly grpc: number;
  readonly controllerMesh: number;
  readonly agent: number;
  readonly agentMesh: number;
}

export const DEFAULT_PORT = 8443;

/** How many ports follow the first one. */
const MORE_PORTS = 4;
const HIGHEST_PORT = 65_535;

export function portsFrom(first: number): Ports {
  if (!Number.isInteger(first) || first < 1 || first + MORE_PORTS > HIGHEST_PORT) {
    const rule = `must be a whole number from 1 to ${HIGHEST_PORT - MORE_PORTS}`;
    throw new RapidError(
      'invalid-input',
      `--port ${rule}, got ${first}`,
      { issues: [{ field: '--port', value: String(first), rule }] },
      'Give another port',
    );
  }
  return { web: first, grpc: first + 1, controllerMesh: first + 2, agent: first + 3, agentMesh: first + 4 };
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen({ port, host, exclusive: true }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

/** Who has a port, in words, and what to do about it. */
interface Owner {
  readonly who: string;
  readonly stop: string;
}

/** Programs of ours are all `node` to the system: what they were started with tells which one it is, and of which installation. */
export function ownerFrom(pid: string, name: string, words: readonly string[]): Owner {
  const program = words
    .map((word) => /\/dist\/(controller|agent)\/main\.js$/.exec(word)?.[1])
    .find((found) => found !== undefined);
  const data = /^(.+)\/config\/(?:controller|agent)\.json$/.exec(words[words.indexOf('--config') + 1] ?? '')?.[1];
  if (program === undefined || data === undefined) return { who: `${name} (process ${pid})`, stop: 'Stop that program' };
  return {
    who: `another RapidVM's ${program} (process ${pid}), with its data in ${data}`,
    stop: `Stop it with ./rapidvm down --data ${data}`,
  };
}

/** The program that listens on `port`, or null when this cannot be seen. */
async function listener(port: number): Promise<Owner | null> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')));
  const fields = tables
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  // Fields of /proc/net/tcp: 1 local address, 3 state (0A: listening), 9 inode of the socket.
  const inodes = new Set(
    fields.filter((field) => field[1]?.endsWith(wanted) === true && field[3] === '0A').map((field) => `socket:[${field[9]}]`),
  );
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const targets = await Promise.all(handles.map((handle) => readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')));
    if (!targets.some((target) => inodes.has(target))) continue;
    const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a program')).trim();
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    return ownerFrom(pid, name, words);
  }
  return null;
}

/** Throws `in-use`, naming who has it, when one of `ports` is taken on `host`. */
export async function requireFree(ports: Ports, host: string): Promise<void> {
  for (const port of [ports.web, ports.grpc, ports.controllerMesh, ports.agent, ports.agentMesh]) {
    if (await isFree(port, host)) continue;
    const { who, stop } = (await listener(port)) ?? { who: 'another program', stop: 'Stop that program' };
    throw new RapidError(
      'in-use',
      `Port ${port} is taken by ${who}; RapidVM uses ${ports.web} to ${ports.agentMesh}`,
      { kind: 'port', id: String(port), usedBy: [who] },
      `${stop}, or give the first of five free ports: ./rapidvm up --port N`,
    );
  }
}
