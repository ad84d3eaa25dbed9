import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_FRAME_BYTES } from '@rapidvm/console';
import type { ConsoleEnd, ConsoleSession, ConsoleViewer } from '@rapidvm/controller-app';
import { VIEWER_HEAD_BYTES } from '@rapidvm/controller-app';
import { KIB, MIB } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LentScreen } from './lent-screen.ts';

const NAME = '0123456789abcdef0123456789abcdef';

/** The connection that the loan came on. */
class Agent implements ConsoleSession {
  viewer: ConsoleViewer | null = null;
  closed = false;

  attach(viewer: ConsoleViewer): void {
    this.viewer = viewer;
  }

  write(): boolean {
    throw new Error('a lent screen is not typed into by way of the agent');
  }

  close(): void {
    this.closed = true;
  }
}

class Viewer implements ConsoleViewer {
  readonly messages: Buffer[] = [];
  rooms = 0;
  end: ConsoleEnd | null = null;
  takes = true;
  #waiting: (() => void) | null = null;

  data(frame: Uint8Array, taken: () => void): void {
    if (this.#waiting !== null) throw new Error('another frame came before the last was taken');
    this.messages.push(Buffer.from(frame.subarray(VIEWER_HEAD_BYTES)));
    this.#waiting = taken;
    if (this.takes) setImmediate(() => this.take());
  }

  take(): void {
    const taken = this.#waiting;
    this.#waiting = null;
    taken?.();
  }

  get bytes(): Buffer {
    return Buffer.concat(this.messages);
  }

  note(): void {
    throw new Error('a screen has no notes');
  }

  room(): void {
    this.rooms += 1;
  }

  ended(end: ConsoleEnd): void {
    this.end = end;
  }
}

let root: string;
let folder: string;
let path: string;
let server: Server;
let qemu: Socket | null;
let agent: Agent;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lent-'));
  folder = join(root, 'loans');
  path = join(folder, NAME);
  await mkdir(folder, { mode: 0o711 });
  qemu = null;
  server = createServer((socket) => (qemu = socket.on('error', () => socket.destroy()))).listen(path);
  await once(server, 'listening');
  agent = new Agent();
});

afterEach(async () => {
  qemu?.destroy();
  server.close();
  await rm(root, { recursive: true, force: true });
});

async function shown(viewer = new Viewer()) {
  const screen = await LentScreen.take(path, NAME, agent);
  if (screen === null) throw new Error('the screen was not taken');
  screen.attach(viewer);
  return { screen, viewer, socket: await eventually(() => qemu) };
}

describe('a lent screen', () => {
  it('carries bytes both ways, and all of them before the end', async () => {
    const { screen, viewer, socket } = await shown();
    const flood = Buffer.alloc(3 * MIB);
    for (let at = 0; at < flood.length; at += 4) flood.writeUInt32BE(at, at);
    const typed: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => typed.push(bytes));
    expect(screen.write(Buffer.from('key'))).toBe(true);
    await eventually(() => Buffer.concat(typed).toString() === 'key');
    socket.end(flood);
    expect(await eventually(() => viewer.end)).toEqual({ kind: 'closed', code: 'wrong-state', message: 'The VM has ended' });
    expect(viewer.bytes.equals(flood)).toBe(true);
    expect(agent.closed).toBe(true);
  });

  it('keeps two frames at most for a viewer that takes nothing, and QEMU waits', async () => {
    const viewer = new Viewer();
    viewer.takes = false;
    const { socket } = await shown(viewer);
    let gone = 0;
    const piece = Buffer.alloc(16 * KIB);
    for (let n = 0; n < (4 * MIB) / piece.length; n += 1) socket.write(piece, () => (gone += piece.length));
    let before = -1;
    let same = 0;
    // The same at many looks, one after the other: QEMU has given what two frames and the kernel's socket hold.
    await eventually(() => {
      same = gone === before ? same + 1 : 0;
      before = gone;
      return same === 20;
    });
    expect(viewer.messages).toHaveLength(1);
    expect(gone).toBeLessThan(2 * MAX_FRAME_BYTES + MIB);
    viewer.takes = true;
    viewer.take();
    await eventually(() => viewer.bytes.length === 4 * MIB);
  });

  it('takes input at the speed of QEMU', async () => {
    const { screen, viewer, socket } = await shown();
    socket.pause();
    while (screen.write(Buffer.alloc(MIB)));
    expect(viewer.rooms).toBe(0);
    socket.resume();
    await eventually(() => viewer.rooms > 0);
    screen.close();
  });

  it('ends when the agent does, or says what it should not, and closes both ways when the viewer goes', async () => {
    const first = await shown();
    agent.viewer?.ended({ kind: 'failed', error: 'the agent has gone' });
    expect(first.viewer.end).toEqual({ kind: 'failed', error: 'the agent has gone' });
    await once(first.socket, 'close');
    const second = await shown();
    agent.viewer?.data(Buffer.alloc(20), () => undefined);
    expect(second.viewer.end).toMatchObject({ kind: 'failed', error: { code: 'unavailable' } });
    agent = new Agent();
    qemu = null;
    const third = await shown();
    third.screen.close();
    await once(third.socket, 'close');
    expect([agent.closed, third.viewer.end]).toEqual([true, null]);
  });
});

describe('a socket is not taken', () => {
  type Case = [string, () => Promise<unknown> | string];
  it.each<Case>([
    ['under a name that is not ours', () => join(folder, 'another')],
    ['by a path that is not whole', () => `loans/${NAME}`],
    ['that is not there', () => rm(path)],
    ['that nobody listens at', () => new Promise((resolve) => server.close(resolve)).then(() => writeFile(path, ''))],
    ['in a folder that others can write', () => chmod(folder, 0o777)],
    // Only root can make one.
    ...(process.getuid?.() === 0 ? [['in a folder of another user', () => chown(folder, 12_345, 12_345)] as Case] : []),
    ['that is a link to another one', () => rename(`${path}-real`)],
    ['through a folder that is a link', () => symlink(folder, `${root}/link`).then(() => join(root, 'link', NAME))],
  ])('%s', async (_what, make) => {
    const made = await make();
    expect(await LentScreen.take(typeof made === 'string' ? made : path, NAME, agent)).toBeNull();
    expect([qemu, agent.closed]).toEqual([null, false]);
  });

  /** The socket elsewhere, and at its place a link to there. */
  async function rename(to: string): Promise<void> {
    await new Promise((resolve) => server.close(resolve));
    server = createServer((socket) => (qemu = socket)).listen(to);
    await once(server, 'listening');
    await symlink(to, path);
  }
});
