/** What a viewer does to measure a path: take a flood, wait for echoes, type into a guest's shell. */
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import type { Path, Viewer } from './byte-paths.ts';

const MIB = 1024 * 1024;

/** Milliseconds of one measurement until something hangs. */
const DEADLINE_MS = 300_000;

export interface ByteSource {
  close(): Promise<void>;
}

export async function startByteSource(socketPath: string): Promise<ByteSource> {
  await rm(socketPath, { force: true });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'byte-source.ts'), socketPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  return {
    async close() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

async function withViewer<T>(path: Path, work: (viewer: Viewer) => Promise<T>): Promise<T> {
  const viewer = await path();
  try {
    return await work(viewer);
  } finally {
    viewer.close();
  }
}

/** Resolves when `bytes` more have come. */
function received(viewer: Viewer, bytes: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const overdue = setTimeout(() => reject(new Error(`${bytes} bytes did not come in time`)), DEADLINE_MS);
  let left = bytes;
  viewer.onBytes((chunk) => {
    left -= chunk.length;
    if (left > 0) return;
    clearTimeout(overdue);
    resolve();
  });
  return promise;
}

/** MiB a second of a flood over a connection that is open already. */
export function throughput(path: Path, bytes: number): Promise<number> {
  return withViewer(path, async (viewer) => {
    const order = Buffer.alloc(9, 'F');
    order.writeBigUInt64BE(BigInt(bytes), 1);
    const whole = received(viewer, bytes);
    const begun = performance.now();
    viewer.send(order);
    await whole;
    return bytes / MIB / ((performance.now() - begun) / 1000);
  });
}

/** Milliseconds of each round trip of 8 bytes, a VNC key event's size. */
export function echoes(path: Path, count: number): Promise<readonly number[]> {
  return withViewer(path, async (viewer) => {
    viewer.send(Buffer.from('E'));
    const times: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      const back = received(viewer, 8);
      const begun = performance.now();
      viewer.send(Buffer.from('keyevent'));
      await back;
      times.push(performance.now() - begun);
    }
    return times;
  });
}

/** Milliseconds from a key typed in a guest's shell until its echo is there. */
export function keystrokes(path: Path, count: number): Promise<readonly number[]> {
  return withViewer(path, async (viewer) => {
    const screen = new TypedScreen(viewer);
    await screen.atPrompt();
    const times: number[] = [];
    for (let typed = 0; typed < count; typed += 1) {
      times.push(await screen.type('k', 'k'));
      // Backspace, so that the line never wraps.
      await screen.type('\x7f', '\b');
    }
    return times;
  });
}

/** Milliseconds until a command that has no answer is given again: the shell may not be there yet. */
const ANSWER_MS = 10_000;
const COLOURS = /\x1b\[[^a-zA-Z]*[a-zA-Z]/g;
/** A console shows its history again: each command needs an answer that was never there before. */
let asked = 0;

class TypedScreen {
  readonly #viewer: Viewer;
  #text = '';
  #seen: { readonly what: string; readonly resolve: () => void } | null = null;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
    viewer.onBytes((bytes) => {
      this.#text += bytes.toString('latin1');
      if (this.#seen !== null && this.#text.includes(this.#seen.what)) this.#seen.resolve();
    });
  }

  /** Waits for the shell: the answer of a command of its own, then the prompt. */
  async atPrompt(): Promise<void> {
    asked += 1;
    const answered = new RegExp(`ready-${asked}\\s[^]*# $`);
    await eventually(async () => {
      this.#viewer.send(Buffer.from(`echo ready-$((${asked - 1} + 1))\r`));
      await eventually(() => answered.test(this.#text.replaceAll(COLOURS, '')), ANSWER_MS);
      return true;
    }, DEADLINE_MS);
  }

  async type(key: string, echo: string): Promise<number> {
    this.#text = '';
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const overdue = setTimeout(() => reject(new Error(`a key had no echo: ${JSON.stringify(this.#text)}`)), DEADLINE_MS);
    this.#seen = { what: echo, resolve };
    const begun = performance.now();
    this.#viewer.send(Buffer.from(key));
    await promise;
    const ms = performance.now() - begun;
    clearTimeout(overdue);
    this.#seen = null;
    return ms;
  }
}
