/** Two controllers on one database: one authority, so that a host that joined at one takes the commands of the other. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { freePorts } from '../../e2e/harness/free-ports.ts';
import type { TestPostgres } from '../harness/index.ts';
import { startPostgres } from '../harness/index.ts';
import { tinyGuestImage } from '../qemu/tiny-guest.ts';
import type { ControllerProcess, DataFolder } from './support/controller-process.ts';
import { bundleController, createDataFolder, makeToken, startController, startRefused } from './support/controller-process.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const AGENT = resolve(import.meta.dirname, '../../../apps/agent/src/main.ts');
const DEADLINE_MS = 60_000;
const hostsShape = z.object({ items: z.array(z.object({ name: z.string(), state: z.string() })) });
const membersShape = z.object({ members: z.array(z.object({ peerId: z.string(), hostId: z.string().nullable() })) });

let postgres: TestPostgres;
let bundle: string;
let folders: Record<'first' | 'second' | 'host', DataFolder>;
let first: ControllerProcess;
let second: ControllerProcess;
let agent: ChildProcess;
let database: object;
let token: string;

beforeAll(async () => {
  [bundle, postgres] = [await bundleController(), await startPostgres()];
  folders = { first: await createDataFolder(), second: await createDataFolder(), host: await createDataFolder() };
  const { user, password, database: name, socketDirectory } = postgres.connection;
  const urlFile = join(folders.first.path, 'url');
  await writeFile(urlFile, `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(socketDirectory)}\n`);
  database = { kind: 'external', urlFile };
  first = await startController(bundle, folders.first.path, { database, name: 'first' });
  token = await makeToken(first, 'admin');
});
afterAll(async () => {
  const ends = [agent].filter((child) => child?.exitCode === null).map((child) => once(child, 'exit'));
  agent?.kill('SIGKILL');
  await Promise.all(ends);
  await first?.end('SIGKILL');
  await second?.end('SIGKILL');
  await postgres?.close();
  for (const folder of Object.values(folders ?? {})) await folder.remove();
});

const clusterKey = (folder: DataFolder): string => join(folder.path, 'data/identity/cluster.key');
const ask = (controller: ControllerProcess, path: string, body?: unknown) => {
  const method = body === undefined ? 'GET' : 'POST';
  return controller.ask(path, { method, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body }) });
};
const hostsOf = async (controller: ControllerProcess) => hostsShape.parse((await ask(controller, '/api/v1/hosts')).json).items;

/** A real agent that joins with the token. */
async function startAgent(joinToken: string): Promise<ChildProcess> {
  const { path } = folders.host;
  const port = await freePorts(2);
  await mkdir(join(path, 'store/images'), { recursive: true });
  await chmod(join(path, 'store'), 0o755);
  await writeFile(join(path, 'store/images/tiny.raw'), tinyGuestImage());
  await writeFile(join(path, 'token'), joinToken);
  const at = (offset: number) => ({ host: '127.0.0.1', port: port + offset });
  const config = {
    ...{ dataDir: join(path, 'data'), name: 'shared', listen: at(0), advertise: '127.0.0.1', meshListen: at(1) },
    ...{ joinTokenFile: join(path, 'token'), datastores: { local: join(path, 'store') } },
  };
  await writeFile(join(path, 'agent.json'), JSON.stringify(config));
  return spawn(process.execPath, [AGENT, '--config', join(path, 'agent.json')], { stdio: 'ignore' });
}

describe('a second controller on the same database', () => {
  it('is refused without the key of the cluster, and told what to copy where', async () => {
    const { code, stderr } = await startRefused(bundle, folders.second.path, { database });
    expect(code).toBe(1);
    expect(stderr).toContain('unsupported');
    expect(stderr).toContain(clusterKey(folders.second));
    await expect(stat(clusterKey(folders.second))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('has the same authority with it', async () => {
    await mkdir(join(folders.second.path, 'data/identity'), { recursive: true });
    await copyFile(clusterKey(folders.first), clusterKey(folders.second));
    second = await startController(bundle, folders.second.path, { database, name: 'second' });
    expect(second.ca).toBe(first.ca);
    expect((await ask(second, '/api/v1/session')).status).toBe(200);
  });

  it('commands a host that joined at the first, and goes on alone', async () => {
    const invited = await ask(first, '/api/v1/hosts/invitations', { validMinutes: 10 });
    agent = await startAgent(z.object({ joinToken: z.string() }).parse(invited.json).joinToken);
    for (const controller of [first, second])
      await eventually(async () => (await hostsOf(controller))[0]?.state === 'active', DEADLINE_MS);
    await eventually(async () => {
      const { members } = membersShape.parse(
        JSON.parse(await readFile(join(folders.host.path, 'data/identity/members.json'), 'utf8')),
      );
      return members.filter(({ hostId }) => hostId === null).length === 2;
    }, DEADLINE_MS);

    await first.end('SIGKILL');
    const image = { name: 'tiny', architecture: 'x86_64', datastore: 'local', diskPath: 'images/tiny.raw' };
    const registered = z.object({ task: z.object({ id: z.string() }) }).parse((await ask(second, '/api/v1/images', image)).json);
    const task = await eventually(async () => {
      const now = z
        .object({ state: z.string(), endedAt: z.string().nullable(), error: z.unknown() })
        .parse((await ask(second, `/api/v1/tasks/${registered.task.id}`)).json);
      return now.endedAt === null ? null : now;
    }, DEADLINE_MS);
    expect(task).toMatchObject({ state: 'succeeded', error: null });
    expect((await hostsOf(second)).map(({ state }) => state)).toEqual(['active']);
  });

  it('lets the first come back to the same cluster', async () => {
    first = await startController(bundle, folders.first.path, { database, name: 'first' });
    expect(first.ca).toBe(second.ca);
    await eventually(async () => (await hostsOf(first))[0]?.state === 'active', DEADLINE_MS);
  });
});
