/** The console side of a QEMU: a log that grows and two unix sockets, all real; only the guest is missing. */
import { once } from 'node:events';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineProcess, ProcessEnd } from '@rapidvm/agent-app';
import type { VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';

export const VM = asId<VmId>('0190a0a0-0000-7000-8000-000000000001');

/** The byte at an offset: a lost, repeated or moved one is seen. */
export function patternAt(offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let index = 0; index < length; index += 1) bytes[index] = ((offset + index) * 31 + ((offset + index) >> 9)) & 0xff;
  return bytes;
}

class FakeSocket {
  readonly path: string;
  readonly connections: Socket[] = [];
  received = Buffer.alloc(0);
  /** Whether what comes is read. */
  reads = true;
  readonly #server: Server;

  constructor(path: string) {
    this.path = path;
    this.#server = createServer((socket) => {
      this.connections.push(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.connections.splice(this.connections.indexOf(socket), 1));
      if (this.reads) this.read(socket);
    });
  }

  read(socket: Socket): void {
    socket.on('data', (bytes: Buffer) => {
      this.received = Buffer.concat([this.received, bytes]);
    });
  }

  async open(): Promise<void> {
    this.#server.listen(this.path);
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    for (const socket of this.connections) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

export class FakeQemu implements MachineProcess {
  readonly record;
  readonly folder: string;
  readonly serialLog: string;
  readonly serial: FakeSocket;
  readonly screen: FakeSocket;
  readonly #end = Promise.withResolvers<ProcessEnd>();
  written = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.serialLog = join(folder, 'serial.log');
    this.serial = new FakeSocket(join(folder, 'serial.sock'));
    this.screen = new FakeSocket(join(folder, 'screen.sock'));
    const accelerator = { kind: 'tcg', reason: 'fake' } as const;
    this.record = { vmId: VM, pid: 1, startTicks: 1, bootId: 'b', runDirectory: folder, accelerator };
  }

  static async open(): Promise<FakeQemu> {
    const qemu = new FakeQemu(await mkdtemp(join(tmpdir(), 'qemu-')));
    await writeFile(qemu.serialLog, '');
    await qemu.serial.open();
    await qemu.screen.open();
    return qemu;
  }

  get serialSocket(): string {
    return this.serial.path;
  }

  get screenSocket(): string {
    return this.screen.path;
  }

  get ended(): Promise<ProcessEnd> {
    return this.#end.promise;
  }

  /** The guest prints: to the log, as QEMU writes it. */
  async print(length: number): Promise<void> {
    await appendFile(this.serialLog, patternAt(this.written, length));
    this.written += length;
  }

  end(): void {
    this.#end.resolve({ crashed: false, reason: 'the guest powered off' });
  }

  async close(): Promise<void> {
    this.end();
    await this.serial.close();
    await this.screen.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  onStandstill(): void {
    // Its guest always runs.
  }

  pressPowerButton(): Promise<void> {
    return Promise.resolve();
  }

  kill(): Promise<void> {
    return Promise.resolve();
  }

  detach(): Promise<void> {
    return Promise.resolve();
  }
}
