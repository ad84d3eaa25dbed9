/** One connection to one QMP monitor. */
import type { Socket } from 'node:net';
import type { Timer, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { QmpEvent, QmpMessage, QmpObject } from '@rapidvm/qemu-core';
import { QmpFraming, encodeQmpCommand, parseQmpLine } from '@rapidvm/qemu-core';
import { QMP_COMMAND_DEADLINE_MS, QMP_MAX_OUTSTANDING } from '../limits.ts';

export interface QmpClientOptions {
  readonly timers: Timers;
  /** Called for each event, in order. */
  readonly onEvent: (event: QmpEvent) => void;
}

interface Outstanding {
  readonly command: string;
  readonly timer: Timer;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: RapidError) => void;
}

/** Commands with deadlines, events to a callback. A line that is not QMP ends the connection: what follows can't be trusted. */
export class QmpClient {
  /** Resolves when the connection is over; everything QEMU said before has been handled then. */
  readonly closed: Promise<void>;
  /** QEMU's version, once it has greeted. */
  readonly greeted: Promise<string>;
  readonly #socket: Socket;
  readonly #options: QmpClientOptions;
  readonly #framing = new QmpFraming();
  readonly #outstanding = new Map<number, Outstanding>();
  #greet: (version: string) => void = () => undefined;
  #lastId = 0;
  #over: RapidError | null = null;

  /** `socket`: connected, nothing read from it yet. */
  constructor(socket: Socket, options: QmpClientOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => this.#read(String(chunk)));
    socket.on('error', (error) => this.#end(connectionLost(error.message)));
    const closed = Promise.withResolvers<void>();
    const greeted = Promise.withResolvers<string>();
    this.closed = closed.promise;
    this.greeted = greeted.promise;
    this.greeted.catch(() => undefined); // Whoever waits for it gets the failure; nobody needs to wait.
    this.#greet = greeted.resolve;
    socket.on('close', () => {
      this.#end(connectionLost('QEMU closed it'));
      greeted.reject(this.#over);
      closed.resolve();
    });
  }

  /**
   * Sends a command and resolves with what it returned. Refuses with `qmp-failed` (QEMU says no), `timed-out`, `limit-exceeded` (too many
   * unanswered) or `unavailable` (the connection is over).
   */
  command(command: string, args?: QmpObject, deadlineMs: number = QMP_COMMAND_DEADLINE_MS): Promise<unknown> {
    if (this.#over !== null) return Promise.reject(this.#over);
    if (this.#outstanding.size >= QMP_MAX_OUTSTANDING) return Promise.reject(tooManyOutstanding());
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = this.#options.timers.after(deadlineMs, () => {
        this.#outstanding.delete(id);
        reject(noAnswer(command, deadlineMs));
      });
      this.#outstanding.set(id, { command, timer, resolve, reject });
      this.#socket.write(encodeQmpCommand(id, command, args));
    });
  }

  /** Ends the connection; QEMU goes on. Resolves when it is over. */
  close(): Promise<void> {
    this.#end(connectionLost('the agent let go'));
    return this.closed;
  }

  #read(chunk: string): void {
    const lines = this.#framing.push(chunk);
    if (!lines.ok) return this.#end(lines.error);
    for (const line of lines.value) {
      const message = parseQmpLine(line);
      if (!message.ok) return this.#end(message.error);
      this.#handle(message.value);
    }
  }

  #handle(message: QmpMessage): void {
    switch (message.kind) {
      case 'greeting':
        return this.#greet(message.version);
      case 'event':
        return this.#options.onEvent(message);
      case 'return':
        return this.#take(message.id)?.resolve(message.value);
      case 'error': {
        const asked = this.#take(message.id);
        return asked?.reject(refused(asked.command, message.errorClass, message.description));
      }
    }
  }

  /** The command an answer belongs to; undefined when its deadline has passed already. */
  #take(id: number | null): Outstanding | undefined {
    const asked = id === null ? undefined : this.#outstanding.get(id);
    if (id !== null && asked !== undefined) {
      this.#outstanding.delete(id);
      asked.timer.cancel();
    }
    return asked;
  }

  #end(cause: RapidError): void {
    if (this.#over !== null) return;
    this.#over = cause;
    for (const asked of this.#outstanding.values()) {
      asked.timer.cancel();
      asked.reject(cause);
    }
    this.#outstanding.clear();
    this.#socket.destroy();
  }
}

function refused(command: string, errorClass: string, description: string): RapidError {
  const details = { command, errorClass, description };
  return new RapidError(
    'qmp-failed',
    `QEMU refused ${command}: ${description}`,
    details,
    "Look at the VM's state and in its qemu.log",
  );
}

function noAnswer(command: string, afterMs: number): RapidError {
  const hint = 'QEMU may hang on storage that does not answer: look at the datastore, or kill the VM';
  return new RapidError(
    'timed-out',
    `QEMU did not answer ${command} in ${afterMs} ms`,
    { what: `QMP ${command}`, afterMs },
    hint,
  );
}

function tooManyOutstanding(): RapidError {
  const details = { limit: 'QMP_MAX_OUTSTANDING', max: QMP_MAX_OUTSTANDING, unit: 'commands' };
  return new RapidError(
    'limit-exceeded',
    'Too many QMP commands wait for an answer',
    details,
    'QEMU may hang: wait, or kill the VM',
  );
}

function connectionLost(cause: string): RapidError {
  const what = "QEMU's control connection";
  return new RapidError('unavailable', `${what} is over: ${cause}`, { what, cause }, 'See whether the VM still runs');
}
