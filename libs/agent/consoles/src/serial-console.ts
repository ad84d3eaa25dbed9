/**
 * The serial console of one running QEMU, shared by its viewers.
 *
 * Output is read from QEMU's log file, each viewer at its own place and speed. The socket is for keystrokes; what comes out of it is the same
 * output again, drained and dropped so that QEMU never waits for us. QEMU writes to it before it writes to the file: only where the file can't be
 * watched is it a sign to look there.
 */
import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import type { Socket } from 'node:net';
import type { MachineProcess } from '@rapidvm/agent-app';
import type { Logger, Timer, Timers, VmId } from '@rapidvm/kernel';
import { KIB, toErrorRecord } from '@rapidvm/kernel';
import { QUIET_LOOK_MS } from './limits.ts';
import { Nudge } from './nudge.ts';
import { connectConsole } from './unix-socket.ts';

/** Where everything that comes out of a socket is read into, over one another: nobody reads it. */
const DROPPED = new Uint8Array(16 * KIB);

export interface SerialConsoleWorld {
  readonly timers: Timers;
  readonly logger: Logger;
}

export class SerialConsole {
  readonly vmId: VmId;
  readonly process: MachineProcess;
  readonly #world: SerialConsoleWorld;
  readonly #news = new Nudge();
  #socket: Promise<Socket> | null = null;
  #connected: Socket | null = null;
  #watcher: FSWatcher | null = null;
  #timer: Timer | null = null;
  #viewers = 0;
  #ended = false;

  constructor(vmId: VmId, process: MachineProcess, world: SerialConsoleWorld) {
    this.vmId = vmId;
    this.process = process;
    this.#world = world;
    void process.ended.then(() => {
      this.#ended = true;
      this.#news.give();
    });
  }

  get viewers(): number {
    return this.#viewers;
  }

  /** QEMU is gone: what its log holds now is all there will be. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves when there may be news. */
  get news(): Promise<void> {
    return this.#news.next;
  }

  /** Takes a viewer in; the first one opens the connection. Refuses with `console-unavailable`. */
  async join(): Promise<void> {
    this.#viewers += 1;
    if (this.#viewers === 1) this.#startLooking();
    try {
      await this.connection();
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /** Lets a viewer go; the last one closes the connection. */
  leave(): void {
    this.#viewers -= 1;
    this.#news.give();
    if (this.#viewers > 0) return;
    this.#timer?.cancel();
    this.#watcher?.close();
    this.#watcher = null;
    void this.#socket
      ?.then((socket) => socket.destroy())
      .catch((error: unknown) => {
        this.#world.logger.debug('The serial socket was never open', { vm: this.vmId, cause: toErrorRecord(error).message });
      });
    this.#socket = null;
    this.#connected = null;
  }

  /** The connection, if it stands just now. */
  get connected(): Socket | null {
    return this.#connected;
  }

  /** The connection, opened again if QEMU has closed it. Refuses with `console-unavailable`. */
  connection(): Promise<Socket> {
    if (this.#socket !== null) return this.#socket;
    const opening = this.#connect();
    this.#socket = opening;
    const forget = (): void => {
      if (this.#socket !== opening) return;
      this.#socket = null;
      this.#connected = null;
    };
    void opening.then((socket) => {
      if (this.#socket === opening) this.#connected = socket;
      socket.once('close', forget);
    }, forget);
    return opening;
  }

  async #connect(): Promise<Socket> {
    const callback = (): true => {
      if (this.#watcher === null) this.#news.give();
      return true;
    };
    const socket = await connectConsole(this.process.serialSocket, this.vmId, 'serial', { buffer: DROPPED, callback });
    socket.resume();
    socket.on('error', (error) =>
      this.#world.logger.warn('The serial socket has failed', { vm: this.vmId, cause: error.message }),
    );
    return socket;
  }

  #startLooking(): void {
    this.#lookNowAndThen();
    try {
      this.#watcher = watch(this.process.serialLog, { persistent: false }, () => this.#news.give());
      this.#watcher.on('error', (error) => this.#cannotWatch(error));
    } catch (error) {
      this.#cannotWatch(error);
    }
  }

  #cannotWatch(error: unknown): void {
    this.#watcher = null;
    this.#world.logger.warn('The serial log can’t be watched; it is looked at now and then', {
      vm: this.vmId,
      cause: toErrorRecord(error).message,
    });
  }

  #lookNowAndThen(): void {
    this.#timer = this.#world.timers.after(QUIET_LOOK_MS, () => {
      this.#news.give();
      this.#lookNowAndThen();
    });
  }
}
