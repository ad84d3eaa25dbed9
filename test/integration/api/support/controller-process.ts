/** The real controller as people run it: the bundle, its embedded PostgreSQL, a data directory of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { z } from 'zod';
import config from '../../../../apps/controller/rolldown.config.ts';
import type { Answer, Ask } from './test-server.ts';
import { askServer } from './test-server.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

/** Bundles the controller as it is now; beside node_modules, where its native parts are found. */
export async function bundleController(): Promise<string> {
  const { output, input, ...options } = config as { output: object; input: string };
  const file = join(REPOSITORY, 'dist/test/controller/main.js');
  const bundle = await rolldown({ ...options, input: join(REPOSITORY, input), cwd: REPOSITORY });
  await bundle.write({ ...output, file });
  await bundle.close();
  return file;
}

export interface DataFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function createDataFolder(): Promise<DataFolder> {
  const path = await mkdtemp(join(tmpdir(), 'rapidvm-controller-'));
  // PostgreSQL runs as another user below it.
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface ControllerProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly grpcPort: number;
  readonly ca: string;
  /** Empty when it has made no account: another controller on its database had. */
  readonly adminPassword: string;
  readonly log: () => string;
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** Resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

const anyPort = { host: '127.0.0.1', port: 0 };

/** Starts the process and no more. */
export async function launch(
  bundle: string,
  folder: string,
  options: object,
): Promise<{ child: ChildProcess; log: () => string }> {
  const file = join(folder, 'config.json');
  const all = {
    dataDir: join(folder, 'data'),
    listen: anyPort,
    grpc: anyPort,
    mesh: anyPort,
    caFile: join(folder, 'ca.pem'),
    ...options,
  };
  await writeFile(file, JSON.stringify(all));
  const child = spawn(process.execPath, ['--enable-source-maps', bundle, '--config', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return { child, log: () => log };
}

/** Starts a controller and waits until it serves. */
export async function startController(bundle: string, folder: string, options: object = {}): Promise<ControllerProcess> {
  const { child, log } = await launch(bundle, folder, options);
  const ended = once(child, 'exit');
  const serving = new Promise<{ https: string; grpc: string }>((done, failed) => {
    child.stdout?.on('data', () => {
      const line = log()
        .split('\n')
        .find((text) => text.includes('"The controller serves"'));
      if (line !== undefined) done(JSON.parse(line) as { https: string; grpc: string });
    });
    void ended.then(() => failed(new Error(`the controller ended:\n${log()}`)));
  });
  const { https, grpc } = await serving;
  const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));
  const ca = await readFile(join(folder, 'ca.pem'), 'utf8');
  const port = portOf(https);
  return {
    child,
    port,
    grpcPort: portOf(grpc),
    ca,
    adminPassword: (await readFile(join(folder, 'data/admin-password'), 'utf8').catch(() => '')).trim(),
    log,
    ask: (path, ask) => askServer(`https://localhost:${port}`, ca, path, ask),
    async end(signal) {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

/** Starts one that is to refuse. */
export async function startRefused(bundle: string, folder: string, options: object = {}): Promise<Ended> {
  const { child, log } = await launch(bundle, folder, options);
  await once(child, 'exit');
  return { code: child.exitCode, stderr: log() };
}

/** A token of the first account with at most this role. */
export async function makeToken(controller: ControllerProcess, role: string): Promise<string> {
  const body = { username: 'admin', password: controller.adminPassword };
  const login = await controller.ask('/api/v1/session', { method: 'POST', body });
  const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
  const made = await controller.ask('/api/v1/tokens', { method: 'POST', headers: { cookie }, body: { name: role, role } });
  return z.object({ secret: z.string() }).parse(made.json).secret;
}
