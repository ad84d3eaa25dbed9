/** The serial console's wire: frames in, keystrokes out, one connection at a time, resumed at the byte where the last one broke. */
import { isRapidError, RapidError } from '@rapidvm/kernel';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { interrupted } from '../cli-error.ts';
import { MAX_UNSENT_BYTES } from '../limits.ts';
import type { ApiClient } from './api-client.ts';
import { openSocket } from './open-socket.ts';
import { Backoff, isPassing } from './reconnect.ts';
import { parseJson } from './parse-json.ts';

const OFFSET_BYTES = 8;

const notice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), firstOffset: z.int(), nextOffset: z.int() }),
  z.object({ type: z.literal('gap'), from: z.int(), to: z.int() }),
  z.object({ type: z.literal('closed'), code: z.string(), message: z.string() }),
]);

export interface SerialStreamOptions {
  readonly client: ApiClient;
  readonly vmId: string;
  readonly readOnly: boolean;
  /** Takes output; resolves when it may get more. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly onGap: (lostBytes: number) => void;
  /** lost: keystrokes go nowhere until `connected` is called again. */
  readonly onLost: (cause: string) => void;
  readonly onConnected: () => void;
  readonly signal: AbortSignal;
}

export class SerialStream {
  readonly #options: SerialStreamOptions;
  #socket: WebSocket | undefined;
  /** Absolute offset of the next byte to write; undefined: none seen yet, begin with the history. */
  #nextOffset: number | undefined;

  constructor(options: SerialStreamOptions) {
    this.#options = options;
  }

  /** Sends keystrokes; false when there is no connection or too much waits already, and they are dropped. */
  send(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    if (socket === undefined || socket.readyState !== socket.OPEN || socket.bufferedAmount > MAX_UNSENT_BYTES) return false;
    socket.send(bytes);
    return true;
  }

  /**
   * Runs until the console ends for good: throws why (`console-unavailable` when the VM ended), or exit 130 when `signal` aborts. The first
   * connection's refusal is thrown as it is; later ones only when they do not pass by themselves.
   */
  async run(): Promise<never> {
    const { signal, onLost, onConnected } = this.#options;
    const backoff = new Backoff();
    for (let connectedOnce = false; ;) {
      try {
        this.#socket = await this.#connect();
        connectedOnce = true;
        backoff.succeeded();
        onConnected();
        await this.#receive(this.#socket);
        if (signal.aborted) throw interrupted();
        onLost('the connection ended');
      } catch (error) {
        if (signal.aborted) throw interrupted();
        if (!connectedOnce || !isPassing(error)) throw error;
        onLost(error instanceof Error ? error.message : String(error));
      } finally {
        this.#socket?.terminate();
        this.#socket = undefined;
      }
      await backoff.wait(signal);
    }
  }

  async #connect(): Promise<WebSocket> {
    const { client, vmId, readOnly, signal } = this.#options;
    const { output } = await client.call('vm.console', { id: vmId, kind: 'serial', readOnly });
    const from = this.#nextOffset === undefined ? '' : `?from=${this.#nextOffset}`;
    return openSocket(client.settings, `${output.path}${from}`, [output.protocol, `rapidvm.ticket.${output.ticket}`], signal);
  }

  /** Resolves when the connection ended without a word of the server; throws what the server said. */
  #receive(socket: WebSocket): Promise<void> {
    return new Promise((resolve, reject) => {
      let last = Promise.resolve();
      socket.on('message', (data: RawData, isBinary: boolean) => {
        // One message at a time: a terminal that does not take more holds up the socket, and with it the guest.
        socket.pause();
        last = last
          .then(() => (isBinary ? this.#take(toBuffer(data)) : this.#notice(toBuffer(data).toString('utf8'))))
          .then(() => socket.resume())
          .catch((error: unknown) => {
            reject(error instanceof Error ? error : new Error(String(error)));
            socket.terminate();
          });
      });
      socket.once('close', () => void last.then(resolve));
    });
  }

  async #take(frame: Buffer): Promise<void> {
    if (frame.length < OFFSET_BYTES) return;
    const offset = Number(frame.readBigUInt64BE(0));
    const bytes = frame.subarray(OFFSET_BYTES);
    const seen = Math.max(0, (this.#nextOffset ?? offset) - offset);
    this.#nextOffset = Math.max(this.#nextOffset ?? 0, offset + bytes.length);
    if (seen < bytes.length) await this.#options.write(bytes.subarray(seen));
  }

  #notice(text: string): void {
    const parsed = notice.safeParse(parseJson(text));
    if (!parsed.success) return;
    const said = parsed.data;
    if (said.type === 'gap') {
      this.#nextOffset = said.to;
      this.#options.onGap(said.to - said.from);
    }
    if (said.type === 'closed') throw closedError(said.code, said.message);
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

/** What the server said last, as the error that it is. */
function closedError(code: string, message: string): RapidError {
  const passing = ['unavailable', 'timed-out', 'limit-exceeded', 'host-unreachable'] as const;
  const known = passing.find((each) => each === code);
  if (known !== undefined)
    return new RapidError('unavailable', message, { what: 'the console', cause: code }, 'It is tried again');
  return new RapidError(
    'console-unavailable',
    message,
    { vm: '', console: 'serial', reason: code },
    'Look at the VM with: rapidvm vm show NAME',
  );
}

/** Whether the console ended because the VM did: nothing went wrong for the viewer. */
export function isConsoleEnd(error: unknown): boolean {
  return isRapidError(error, 'console-unavailable', 'wrong-state', 'not-found');
}
