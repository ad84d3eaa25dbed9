/** The controller process against the real thing: PostgreSQL, signals, crashes. */
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '@rapidvm/controller-postgres';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import type { ControllerProcess, DataFolder } from './support/controller-process.ts';
import {
  bundleController,
  createDataFolder,
  launch,
  makeToken,
  startController,
  startRefused,
} from './support/controller-process.ts';
import { createGrpcClient } from './support/grpc-client.ts';
import { openSocket } from './support/ws-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const run = promisify(execFile);
const START_MS = 240_000;

let bundle: string;
let folder: DataFolder;
let controller: ControllerProcess;
let token: string;

beforeAll(async () => {
  bundle = await bundleController();
  folder = await createDataFolder();
  controller = await startController(bundle, folder.path);
}, START_MS);
afterAll(async () => {
  await controller.end('SIGKILL');
  await eventually(async () => (await postgresPids()).length === 0);
  await folder.remove();
}, START_MS);

/** Processes of this controller's database server. */
async function postgresPids(): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid,args']);
  const lines = stdout.split('\n').filter((line) => line.includes(`-D ${folder.path}/data/postgres`));
  return lines.map((line) => Number.parseInt(line, 10));
}

const withToken = (): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe('the controller process', () => {
  it('has made one account, whose password only its owner can read', async () => {
    const { mode } = await stat(join(folder.path, 'data/admin-password'));
    expect(mode & 0o777).toBe(0o600);
    token = await makeToken(controller, 'admin');
    expect(controller.log()).not.toContain(controller.adminPassword);
    expect(controller.log()).not.toContain(token);
  });

  it('serves the same over REST and gRPC', async () => {
    const rest = await controller.ask('/api/v1/session', { headers: withToken() });
    const client = createGrpcClient(controller.grpcPort, controller.ca);
    const grpc = await client.call('AccessService/GetSession', {}, withToken());
    const refused = await client.call('VmService/ListVms', {}, { authorization: 'Bearer rvm_nonsense' });
    client.close();
    expect(grpc.message).toMatchObject({ user: { name: 'admin', role: 'admin' } });
    expect(rest.json).toMatchObject({ user: { name: 'admin', role: 'admin' } });
    expect([refused.status, refused.error?.code]).toEqual([status.UNAUTHENTICATED, 'not-authenticated']);
  });

  it('keeps an answer for a repeat with the same idempotency key, and refuses the key for another request', async () => {
    const make = (name: string) =>
      controller.ask('/api/v1/users', {
        method: 'POST',
        headers: { ...withToken(), 'idempotency-key': 'k-1' },
        body: { name, password: 'long enough a password', role: 'viewer' },
      });
    const [first, repeat, other] = [await make('ann'), await make('ann'), await make('bob')];
    expect([first.status, repeat.status, other.status]).toEqual([201, 201, 422]);
    expect(repeat.json).toEqual(first.json);
  });

  it('tells its events to a WebSocket, from the cursor on', async () => {
    const client = await openSocket(controller, '/api/v1/events/stream?after=0', { headers: withToken() });
    await expect
      .poll(() => client.texts)
      .toContainEqual(expect.objectContaining({ type: 'event', event: expect.objectContaining({ kind: 'session.started' }) }));
    client.socket.close();
  });

  it(
    'a second one on the same data is refused and says so',
    async () => {
      const { code, stderr } = await startRefused(bundle, folder.path);
      expect(code).toBe(1);
      expect(stderr).toContain('already-running');
    },
    START_MS,
  );

  it(
    'kill -9 PostgreSQL: requests get 503 until it is back, then all goes on by itself',
    async () => {
      const [first] = await postgresPids();
      process.kill(first!, 'SIGKILL');
      const away = await eventually(async () => {
        const answer = await controller.ask('/api/v1/vms', { headers: withToken() });
        return answer.status === 503 ? answer : null;
      });
      expect(away.json).toMatchObject({ code: 'unavailable', status: 503 });
      await eventually(async () => (await controller.ask('/api/v1/vms', { headers: withToken() })).status === 200);
      expect((await controller.ask('/readyz')).status).toBe(200);
      expect(controller.child.exitCode).toBeNull();
    },
    START_MS,
  );

  it(
    'kill -9 the controller: the next start goes on with the same accounts and certificates',
    async () => {
      const { ca } = controller;
      await controller.end('SIGKILL');
      controller = await startController(bundle, folder.path);
      expect(controller.ca).toBe(ca);
      expect((await controller.ask('/api/v1/session', { headers: withToken() })).status).toBe(200);
    },
    START_MS,
  );

  it(
    'SIGTERM: clients are told to come again, it ends with 0 and leaves nothing running',
    async () => {
      const client = await openSocket(controller, '/api/v1/events/stream', { headers: withToken() });
      const code = await controller.end('SIGTERM');
      expect(code).toBe(0);
      expect((await client.closed).code).toBe(1001);
      expect(await postgresPids()).toEqual([]);
      controller = await startController(bundle, folder.path);
    },
    START_MS,
  );

  it('together with its database it fits into 350 MiB', async () => {
    const pss = async (pid: number): Promise<number> =>
      Number(/^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    const server = await postgresPids();
    const { stdout } = await run('ps', ['--ppid', String(server[0]), '-o', 'pid=']);
    const pids = [controller.child.pid!, ...server, ...stdout.split('\n').filter(Boolean).map(Number)];
    const kib = (await Promise.all(pids.map(pss))).reduce((sum, value) => sum + value, 0);
    expect(kib / 1024).toBeLessThan(350);
  });
});

describe('on a database of the user', () => {
  it('works the same, keeps its data through a restart, and starts none of its own', async () => {
    const own = await createDataFolder();
    const logger = recordingLogger();
    const server = await startEmbeddedPostgres({
      directory: join(own.path, 'users-postgres'),
      clock: systemClock,
      timers: systemTimers,
      rng: systemRng,
      logger,
    });
    const { user, password, database: name, socketDirectory } = server.connection;
    const urlFile = join(own.path, 'url');
    await writeFile(urlFile, `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(socketDirectory)}\n`);
    const database = { kind: 'external', urlFile };
    const first = await startController(bundle, own.path, { database });
    const secret = await makeToken(first, 'viewer');
    await first.end('SIGKILL');
    const second = await startController(bundle, own.path, { database });
    const answer = await second.ask('/api/v1/session', { headers: { authorization: `Bearer ${secret}` } });
    expect(answer.json).toMatchObject({ user: { name: 'admin' }, permissions: expect.not.arrayContaining(['admin']) });
    await expect(stat(join(own.path, 'data/postgres'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(second.log()).not.toContain(password);
    expect(await second.end('SIGTERM')).toBe(0);
    await server.stop();
    await own.remove();
  });

  it('that is away at the start is waited for, but not against SIGTERM', async () => {
    const own = await createDataFolder();
    const urlFile = join(own.path, 'url');
    await writeFile(urlFile, 'postgres://nobody@127.0.0.1:1/none');
    const { child, log } = await launch(bundle, own.path, { database: { kind: 'external', urlFile } });
    await eventually(() => log().includes('trying again'));
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    await eventually(() => child.exitCode === 0);
    await own.remove();
  });
});
