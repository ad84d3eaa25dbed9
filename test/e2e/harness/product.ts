import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { TaskView, VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { apiClient, type ApiClient } from '../../../scripts/shared/api-client.ts';
import { freePorts } from './free-ports.ts';
import { processesOf, type ProductProcesses } from './processes.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const LAUNCHER = join(ROOT, 'rapidvm');

/** Milliseconds for an `up` of a checkout that is built: seconds, unless the machine is busy with other tests. */
const UP_MS = 240_000;

const accessShape = z.object({
  url: z.string(),
  caFile: z.string(),
  username: z.string(),
  passwordFile: z.string(),
  grpcAddress: z.string(),
});

export interface ProductOptions {
  /** A data folder to go on with; absent: a new one that `stop` removes. */
  readonly dataDir?: string;
  readonly port?: number;
  /** False: the VM `hello` is not made. */
  readonly hello?: boolean;
  /** More words for `up`. */
  readonly more?: readonly string[];
}

/** A whole product, started as a person would start it. */
export interface Product {
  readonly url: string;
  readonly caFile: string;
  readonly ca: string;
  readonly username: string;
  readonly password: string;
  readonly passwordFile: string;
  readonly grpcAddress: string;
  readonly dataDir: string;
  readonly port: number;
  /** The API as administrator. */
  readonly api: ApiClient;
  /** The processes of this product as they are now. */
  processes(): Promise<ProductProcesses>;
  /** Kills with SIGKILL and resolves when the process is gone. `qemu` takes the VM's id. */
  kill(what: 'controller' | 'agent' | 'postgres'): Promise<void>;
  killQemu(vmId: string): Promise<void>;
  /** Runs `up` again: starts what does not run. */
  up(): Promise<void>;
  /** Runs `down`; the data stays. */
  down(): Promise<void>;
  /** Waits for a task; throws its error text when it failed. */
  finished(task: TaskView, deadlineMs?: number): Promise<TaskView>;
  /** Waits until the VM is in the state. */
  vmIn(id: string, state: VmView['state'], deadlineMs?: number): Promise<VmView>;
  /** Stops everything, kills what is left, and removes the data folder if it was made here. */
  stop(): Promise<void>;
}

interface LauncherRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs ./rapidvm with `args` to its end. `heard`: told what it has said so far on standard error, whenever that grows. */
export function launcher(
  args: readonly string[],
  timeoutMs = UP_MS,
  heard: (said: string) => void = () => undefined,
): Promise<LauncherRun> {
  const child = spawn(LAUNCHER, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    heard(stderr);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? 1, stdout, stderr });
    });
  });
}

async function mustRun(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await launcher(args);
  if (code !== 0) throw new Error(`rapidvm ${args.join(' ')} ended with ${code}:\n${stderr.slice(-6000)}`);
  return stdout;
}

async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rapidvm-e2e-'));
  // PostgreSQL and QEMU run as users of their own and must be able to enter.
  await chmod(folder, 0o755);
  return folder;
}

/** Also when it ends by itself meanwhile. */
async function killProcess(pid: number): Promise<void> {
  await eventually(() => {
    try {
      process.kill(pid, 'SIGKILL');
      return false;
    } catch {
      return true;
    }
  }, 10_000);
}

async function killAll(dataDir: string): Promise<void> {
  const { controller, agent, postgres, qemu } = await processesOf(dataDir);
  for (const pid of [agent, controller, postgres, ...qemu.values()]) if (pid !== null) await killProcess(pid);
}

/** Starts a product on free ports in a folder of its own. Call `stop` in any case. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await newDataDir());
  const port = options.port ?? (await freePorts(5));
  const words = ['up', '--detach', '--json', '--data', dataDir, '--port', String(port), '--listen', '127.0.0.1'];
  const upArguments = [...words, ...(options.hello === false ? ['--no-hello'] : []), ...(options.more ?? [])];
  async function remove(): Promise<void> {
    await killAll(dataDir);
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  }
  try {
    const access = accessShape.parse(JSON.parse(await mustRun(upArguments)));
    const ca = await readFile(access.caFile, 'utf8');
    const password = (await readFile(access.passwordFile, 'utf8')).trim();
    const api = await apiClient({ url: access.url, ca, timeoutMs: 30_000 }).login(access.username, password);
    return {
      ...access,
      ca,
      password,
      dataDir,
      port,
      api,
      processes: () => processesOf(dataDir),
      async kill(what) {
        const pid = (await processesOf(dataDir))[what];
        if (pid === null) throw new Error(`there is no ${what} to kill`);
        await killProcess(pid);
      },
      async killQemu(vmId) {
        const pid = (await processesOf(dataDir)).qemu.get(vmId);
        if (pid === undefined) throw new Error(`there is no QEMU of VM ${vmId} to kill`);
        await killProcess(pid);
      },
      async up() {
        await mustRun(upArguments);
      },
      async down() {
        await mustRun(['down', '--data', dataDir]);
      },
      finished: (task, deadlineMs) => finished(api, task, deadlineMs),
      vmIn: (id, state, deadlineMs) =>
        eventually(async () => {
          const vm = await api.call('vm.get', { id });
          if (vm.state !== state)
            throw new Error(`VM ${vm.name} is ${vm.state}, not ${state} (${vm.reason ?? 'no reason given'})`);
          return vm;
        }, deadlineMs ?? 180_000),
      async stop() {
        await launcher(['down', '--data', dataDir], 120_000);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function finished(api: ApiClient, task: TaskView, deadlineMs = 120_000): Promise<TaskView> {
  const ended = await eventually(async () => {
    const now = await api.call('task.get', { id: task.id });
    if (now.endedAt === null) throw new Error(`task ${now.kind} is ${now.state} at ${now.progress}: ${now.message}`);
    return now;
  }, deadlineMs);
  if (ended.state !== 'succeeded') throw new Error(`task ${ended.kind} ended ${ended.state}: ${JSON.stringify(ended.error)}`);
  return ended;
}
