/** One viewer of a serial console: reads the log from its own offset, one chunk at a time, when it is asked for one. */
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { SerialChunk, SerialOptions, SerialViewer, ViewerEvents } from '@rapidvm/agent-app';
import { SERIAL_HISTORY_BYTES, historyWindow, planRead, startPosition, wasStillKept } from '@rapidvm/console';
import type { HistoryWindow } from '@rapidvm/console';
import { RapidError } from '@rapidvm/kernel';
import type { SerialConsole } from './serial-console.ts';
import { RoomWatch, unavailable } from './unix-socket.ts';

/** Bytes that the log keeps on disk for certain. More than the history, so that a read at its old end outruns the freeing of it. */
export const KEPT_BYTES = 2 * SERIAL_HISTORY_BYTES;

/** Opens a viewer; the console must have been joined for it. Refuses with `console-unavailable` when there is no log. */
export async function openLogViewer(console: SerialConsole, options: SerialOptions, events: ViewerEvents): Promise<SerialViewer> {
  let file: FileHandle;
  try {
    file = await open(console.process.serialLog, 'r');
  } catch (error) {
    throw unavailable(console.vmId, 'serial', `its log can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return new LogViewer(console, file, await windowOf(file), options, events);
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
  readonly #events: ViewerEvents;
  readonly #input: RoomWatch;
  #window: HistoryWindow;
  #position: number;
  /** The news that were awaited when the log was last read to its end: there is nothing more before they come. */
  #readUpTo: Promise<void> | null = null;
  #closed = false;

  constructor(console: SerialConsole, file: FileHandle, window: HistoryWindow, options: SerialOptions, events: ViewerEvents) {
    this.#console = console;
    this.#file = file;
    this.#readOnly = options.readOnly;
    this.#events = events;
    this.#input = new RoomWatch(() => events.room());
    this.firstOffset = window.first;
    this.nextOffset = window.next;
    this.#window = window;
    this.#position = startPosition(window, options.fromOffset);
  }

  async next(space: Uint8Array): Promise<SerialChunk | null> {
    for (;;) {
      const { news, ended } = this.#console;
      if (this.#closed) return null;
      const chunk = this.#readUpTo === news ? null : await this.#step(space, news);
      if (chunk !== null) return chunk;
      if (ended || this.#closed) return null;
      await news;
    }
  }

  write(keys: Uint8Array): boolean {
    if (this.#readOnly) {
      const details = { operation: 'type into the console', needs: 'a console opened for typing', has: 'a read-only one' };
      throw new RapidError('not-permitted', 'This console is read-only', details, 'Open the console again for typing');
    }
    const socket = this.#console.connected;
    if (socket !== null) return this.#input.write(socket, keys);
    this.#console.connection().then(
      (opened) => {
        if (this.#input.write(opened, keys)) this.#events.room();
      },
      (error: unknown) => this.#events.failed(error),
    );
    return false;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#console.leave();
    void this.#file.close();
  }

  /**
   * What there is for this viewer now; null: nothing. At the end of the log it is read at once, without a look at how long it is: a key's echo
   * is one read away then.
   */
  async #step(space: Uint8Array, news: Promise<void>): Promise<SerialChunk | null> {
    const offset = this.#position;
    if (planRead(this.#window, offset, space.length).kind === 'gap') return this.#skipTo(this.#window.first);
    const { bytesRead } = await this.#file.read(space, 0, space.length, offset);
    if (bytesRead < space.length) this.#readUpTo = news;
    if (bytesRead === 0) return null;
    // Only a viewer that is behind can have read what was just being freed; most are at the end.
    if (bytesRead === space.length) {
      this.#window = await windowOf(this.#file);
      if (!wasStillKept(offset, this.#window.next, KEPT_BYTES)) return this.#skipTo(this.#window.first);
    }
    this.#position = offset + bytesRead;
    return { kind: 'data', offset, length: bytesRead };
  }

  #skipTo(toOffset: number): SerialChunk {
    const fromOffset = this.#position;
    this.#position = toOffset;
    return { kind: 'gap', fromOffset, toOffset };
  }
}
