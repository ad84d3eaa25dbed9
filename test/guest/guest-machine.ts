import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GuestImage } from '../../scripts/guest-image/build-guest-image.ts';

export interface MachineOptions {
  readonly image: GuestImage;
  /** The disk to boot from; the image's own is never written to. */
  readonly disk: string;
  readonly name: string;
  readonly display?: 'std' | 'virtio';
}

/** A guest under bare QEMU: its serial console, its monitor, nothing of RapidVM in between. */
export interface GuestMachine {
  /** Everything the serial console has written so far. */
  output(): string;
  /** Resolves with the time since start when `text` appears after `from` (default: anywhere); throws with the output after `timeoutMs`. */
  expect(text: string, timeoutMs: number, from?: number): Promise<number>;
  type(text: string): void;
  monitor(command: string, args?: object): Promise<unknown>;
  /** Resolves when QEMU has ended by itself. */
  ended(timeoutMs: number): Promise<void>;
  dispose(): Promise<void>;
}

async function connectSoon(path: string, child: ChildProcess): Promise<Socket> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`QEMU ended with ${child.exitCode} before it was ready`);
    try {
      await access(path);
      const socket = connect(path);
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED'))) throw error;
      await delay(10);
    }
  }
}

function qemuArguments(options: MachineOptions, folder: string): string[] {
  const { image } = options;
  const arm = image.manifest.architecture === 'aarch64';
  const machine = arm ? ['-machine', 'virt', '-cpu', 'cortex-a72'] : ['-machine', 'q35'];
  const video = options.display === 'virtio' || arm ? 'virtio-gpu-pci' : 'VGA';
  const keys = arm ? ['-device', 'qemu-xhci', '-device', 'usb-kbd'] : [];
  return [
    '-nodefaults',
    '-no-user-config',
    ...machine,
    '-accel',
    'tcg',
    '-m',
    '256',
    '-display',
    'none',
    '-device',
    video,
    ...keys,
    '-kernel',
    join(image.folder, image.manifest.kernel.file),
    '-initrd',
    join(image.folder, image.manifest.initrd.file),
    '-append',
    image.manifest.commandLine,
    '-drive',
    `file=${options.disk},if=none,id=root,format=qcow2`,
    '-device',
    'virtio-blk-pci,drive=root',
    '-fw_cfg',
    `name=opt/org.rapidvm/name,string=${options.name}`,
    '-netdev',
    'user,id=net',
    '-device',
    'virtio-net-pci,netdev=net',
    '-chardev',
    `socket,id=serial,path=${folder}/serial,server=on,wait=on`,
    '-serial',
    'chardev:serial',
    '-qmp',
    `unix:${folder}/qmp,server=on,wait=off`,
  ];
}

async function openMonitor(path: string, child: ChildProcess): Promise<{ command: GuestMachine['monitor']; close: () => void }> {
  const socket = await connectSoon(path, child);
  let buffer = '';
  let answer: ((value: unknown) => void) | null = null;
  socket.on('data', (chunk: Buffer) => {
    buffer += chunk.toString();
    for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
      const message: Record<string, unknown> = JSON.parse(buffer.slice(0, end));
      buffer = buffer.slice(end + 1);
      if ('return' in message || 'error' in message) answer?.(message['return'] ?? message['error']);
    }
  });
  const command = (execute: string, args: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      answer = resolve;
      socket.write(JSON.stringify({ execute, arguments: args }) + '\n');
    });
  await command('qmp_capabilities');
  return { command, close: () => socket.destroy() };
}

/** Starts QEMU; returns as soon as both sockets are open. `dispose` ends it in any case. */
export async function startGuest(options: MachineOptions): Promise<GuestMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'guest-machine-'));
  const program = options.image.manifest.architecture === 'aarch64' ? 'qemu-system-aarch64' : 'qemu-system-x86_64';
  const child = spawn(program, qemuArguments(options, folder), { stdio: ['ignore', 'ignore', 'inherit'] });
  const exit = once(child, 'exit');
  const serial = await connectSoon(join(folder, 'serial'), child);
  const started = Date.now();
  let output = '';
  serial.on('data', (chunk: Buffer) => {
    output += chunk.toString('latin1');
  });
  const monitor = await openMonitor(join(folder, 'qmp'), child);
  return {
    output: () => output,
    async expect(text, timeoutMs, from = 0) {
      const deadline = Date.now() + timeoutMs;
      while (!output.includes(text, from)) {
        if (Date.now() > deadline)
          throw new Error(
            `no ${JSON.stringify(text)} within ${timeoutMs} ms; the console says:\n${output.slice(from).slice(-4000)}`,
          );
        await delay(10);
      }
      return Date.now() - started;
    },
    type: (text) => {
      serial.write(text);
    },
    monitor: monitor.command,
    async ended(timeoutMs) {
      const late = delay(timeoutMs, 'late', { ref: false });
      if ((await Promise.race([exit, late])) === 'late')
        throw new Error(`QEMU still runs after ${timeoutMs} ms; the console says:\n${output.slice(-4000)}`);
    },
    async dispose() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exit;
      monitor.close();
      serial.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
