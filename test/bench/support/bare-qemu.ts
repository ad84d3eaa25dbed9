/** The same QEMU command as the agent gives, without agent and controller: what starting it costs at the least, and a guest to compare with. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runFiles, type RunFiles } from '@rapidvm/qemu-core';

/** The command of a QEMU that runs. */
export async function commandOf(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  return text.split('\0').slice(0, -1);
}

export interface BareQemu {
  readonly files: RunFiles;
  /** Milliseconds from the spawn until its monitor had answered `cont`. */
  readonly startMs: number;
  kill(): Promise<void>;
}

/** Spawns the command with a run directory of its own. Its VM must not run: the disk is the same. */
export async function startBare(command: readonly string[]): Promise<BareQemu> {
  const pidFile = command[command.indexOf('-pidfile') + 1] ?? '';
  const files = runFiles(await mkdtemp(join(tmpdir(), 'bare-')));
  const [program = '', ...args] = command.map((word) => word.replaceAll(dirname(pidFile), files.directory));
  const begun = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  const closed = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
    await rm(files.directory, { recursive: true, force: true });
  };
  try {
    await letRun(files.controlSocket);
    return { files, startMs: performance.now() - begun, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

async function letRun(monitor: string): Promise<void> {
  const socket = await connectWhenThere(monitor);
  const lines = readLines(socket);
  await lines.next();
  for (const execute of ['qmp_capabilities', 'cont']) await ask(socket, lines, execute);
  socket.destroy();
}

async function connectWhenThere(path: string): Promise<Socket> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    const socket = createConnection({ path });
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (connected) return socket;
    await pause(1);
  }
  throw new Error('QEMU does not listen');
}

async function* readLines(socket: Socket): AsyncGenerator<string, undefined> {
  let rest = '';
  for await (const chunk of socket) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}

async function ask(socket: Socket, lines: AsyncGenerator<string, undefined>, execute: string): Promise<void> {
  socket.write(`${JSON.stringify({ execute })}\n`);
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    if (line.value.includes('"return"')) return;
  }
  throw new Error('QEMU closed its monitor');
}
