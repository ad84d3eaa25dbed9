/**
 * A screen that an agent on this machine has lent us: its bytes go between QEMU's socket and the viewer, past the agent. The connection to the agent
 * stays: as long as it does, the agent counts the viewer, and the screen ends when it does.
 */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { CONSOLE_ENDED, HEAD_BYTES, MAX_FRAME_BYTES } from '@rapidvm/console';
import type { ConsoleEnd, ConsoleSession, ConsoleViewer } from '@rapidvm/controller-app';
import { isLent } from './is-lent.ts';
import { unexpected } from './notes.ts';

/** One is on its way to the viewer while the other is filled. */
const FRAMES = 2;

export class LentScreen implements ConsoleSession {
  readonly #agent: ConsoleSession;
  readonly #socket: Socket;
  readonly #frames = Array.from({ length: FRAMES }, () => ({ bytes: Buffer.allocUnsafeSlow(MAX_FRAME_BYTES), length: 0 }));
  /** Frames that were filled, given to the viewer, and taken by it. */
  #filled = 0;
  #given = 0;
  #taken = 0;
  #viewer: ConsoleViewer | null = null;
  #end: ConsoleEnd | null = null;
  #over = false;

  private constructor(path: string, agent: ConsoleSession) {
    this.#agent = agent;
    this.#socket = connect({
      path,
      onread: {
        buffer: () => this.#frame(this.#filled).bytes.subarray(HEAD_BYTES),
        callback: (bytes) => this.#read(bytes),
      },
    });
    // Nothing is read before there is a viewer.
    this.#socket.pause();
    // The viewer sees the end; why it came makes no difference to it.
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.once('close', () => this.#finish({ kind: 'closed', ...CONSOLE_ENDED }));
  }

  /**
   * `name`: that we have asked for. Null: there is no such socket here, where others could have put it, or nobody listens. `agent` is the
   * connection that the loan came on; it is closed with the screen, and left open when null is returned.
   */
  static async take(path: string, name: string, agent: ConsoleSession): Promise<LentScreen | null> {
    if (!(await isLent(path, name))) return null;
    const screen = new LentScreen(path, agent);
    try {
      await once(screen.#socket, 'connect');
      return screen;
    } catch {
      // QEMU has gone, or lets nobody of ours in: the agent will say.
      return null;
    }
  }

  attach(viewer: ConsoleViewer): void {
    this.#viewer = viewer;
    this.#socket.on('drain', () => viewer.room());
    this.#agent.attach({
      data: () => this.#finish({ kind: 'failed', error: unexpected('data') }),
      note: () => undefined,
      room: () => undefined,
      ended: (end) => this.#finish(end),
    });
    this.#socket.resume();
    this.#pump();
  }

  write(bytes: Uint8Array): boolean {
    return this.#socket.destroyed || this.#socket.write(bytes);
  }

  close(): void {
    this.#over = true;
    this.#socket.destroy();
    this.#agent.close();
  }

  #frame(number: number): { readonly bytes: Buffer; length: number } {
    const frame = this.#frames[number % FRAMES];
    if (frame === undefined) throw unexpected('more than there are frames');
    return frame;
  }

  /** False: both frames are full. */
  #read(bytes: number): boolean {
    this.#frame(this.#filled).length = HEAD_BYTES + bytes;
    this.#filled += 1;
    this.#pump();
    return this.#filled - this.#taken < FRAMES;
  }

  /** Gives on what was read, one frame at a time, and after the last one the end. */
  #pump(): void {
    if (this.#viewer === null || this.#over || this.#given > this.#taken) return;
    if (this.#given < this.#filled) {
      const { bytes, length } = this.#frame(this.#given);
      this.#given += 1;
      this.#viewer.data(bytes.subarray(0, length), this.#done);
    } else if (this.#end !== null) {
      this.close();
      this.#viewer.ended(this.#end);
    }
  }

  readonly #done = (): void => {
    const wasFull = this.#filled - this.#taken === FRAMES;
    this.#taken += 1;
    this.#pump();
    if (wasFull && !this.#over) this.#socket.resume();
  };

  /** The first reason counts. */
  #finish(end: ConsoleEnd): void {
    this.#end ??= end;
    this.#socket.destroy();
    this.#pump();
  }
}
