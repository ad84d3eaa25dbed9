/** One viewer of a serial console: reads the log from its own offset, one chunk at a time, when it is asked for one. */
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { SerialChunk, SerialViewer } from '@rapidvm/agent-app';
import { SERIAL_CHUNK_BYTES, SERIAL_HISTORY_BYTES, historyWindow, planRead, startPosition, wasStillKept } from '@rapidvm/console';
import type { HistoryWindow } from '@rapidvm/console';
import { RapidError } from '@rapidvm/kernel';
import type { SerialConsole } from './serial-console.ts';
import { unavailable } from './unix-socket.ts';

/** Bytes that the log keeps on disk for certain. More than the history, so that a read at its old end outruns the freeing of it. */
export const KEPT_BYTES = 2 * SERIAL_HISTORY_BYTES;

export interface ViewerOptions {
  /** Null: as far back as the history goes. */
  readonly fromOffset: number | null;
  readonly readOnly: boolean;
}

/** Opens a viewer; the console must have been joined for it. Refuses with `console-unavailable` when there is no log. */
export async function openLogViewer(console: SerialConsole, options: ViewerOptions): Promise<SerialViewer> {
  let file: FileHandle;
  try {
    file = await open(console.process.serialLog, 'r');
  } catch (error) {
    throw unavailable(console.vmId, 'serial', `its log can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return new LogViewer(console, file, await windowOf(file), options);
}

async function windowOf(file: FileHandle): Promise<HistoryWindow> {
  const { size } = await file.stat();
  return historyWindow(size, SERIAL_HISTORY_BYTES);
}

class LogViewer implements SerialViewer {
  readonly firstOffset: number;
  readonly nextOffset: number;
  readonly #console: SerialConsole;
  readonly #file: FileHandle;
  readonly #readOnly: boolean;
  readonly #buffer = Buffer.allocUnsafeSlow(SERIAL_CHUNK_BYTES);
  #window: HistoryWindow;
  #position: number;
  #closed = false;

  constructor(console: SerialConsole, file: FileHandle, window: HistoryWindow, options: ViewerOptions) {
    this.#console = console;
    this.#file = file;
    this.#readOnly = options.readOnly;
    this.firstOffset = window.first;
    this.nextOffset = window.next;
    this.#window = window;
    this.#position = startPosition(window, options.fromOffset);
  }

  /** The bytes of a chunk are valid until the next call. */
  async next(): Promise<SerialChunk | null> {
    for (;;) {
      const { news, ended } = this.#console;
      if (this.#closed) return null;
      const chunk = (await this.#step()) ?? (await this.#lookAndStep());
      if (chunk !== null) return chunk;
      if (ended || this.#closed) return null;
      await news;
    }
  }

  async type(keys: Uint8Array): Promise<void> {
    if (this.#readOnly) {
      const details = { operation: 'type into the console', needs: 'a console opened for typing', has: 'a read-only one' };
      throw new RapidError('not-permitted', 'This console is read-only', details, 'Open the console again for typing');
    }
    await this.#console.type(keys);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#console.leave();
    void this.#file.close();
  }

  async #lookAndStep(): Promise<SerialChunk | null> {
    this.#window = await windowOf(this.#file);
    return this.#step();
  }

  /** What the window as last seen has for this viewer; null: nothing. */
  async #step(): Promise<SerialChunk | null> {
    const plan = planRead(this.#window, this.#position, SERIAL_CHUNK_BYTES);
    if (plan.kind === 'wait') return null;
    if (plan.kind === 'gap') return this.#skipTo(plan.to);
    const { bytesRead } = await this.#file.read(this.#buffer, 0, plan.to - plan.from, plan.from);
    if (bytesRead === 0) return null;
    // Only a viewer that is behind can have read what was just being freed; most are at the end.
    if (bytesRead === SERIAL_CHUNK_BYTES) {
      this.#window = await windowOf(this.#file);
      if (!wasStillKept(plan.from, this.#window.next, KEPT_BYTES)) return this.#skipTo(this.#window.first);
    }
    this.#position = plan.from + bytesRead;
    return { kind: 'data', offset: plan.from, bytes: this.#buffer.subarray(0, bytesRead) };
  }

  #skipTo(toOffset: number): SerialChunk {
    const fromOffset = this.#position;
    this.#position = toOffset;
    return { kind: 'gap', fromOffset, toOffset };
  }
}
