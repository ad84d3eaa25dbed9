/**
 * Calls over one TCP connection that comes back by itself. A call whose answer did not come is sent again over the next connection with the same
 * transaction id, so that a server which has done it already answers from its memory.
 */
import type { Socket } from 'node:net';
import type { Rng, Timer, Timers } from '@rapidvm/kernel';
import { NfsError } from '../errors.ts';
import { CALL_TIMEOUT_MS, MAX_CALLS_IN_FLIGHT, MAX_CALLS_WAITING, RECONNECT_MAX_MS, RECONNECT_MIN_MS } from '../limits.ts';
import { openSocket, type Endpoint } from './open-socket.ts';
import { RecordAssembler, recordMark } from './record-assembler.ts';
import type { Credential, Procedure } from './rpc-message.ts';
import { decodeReply, encodeCall } from './rpc-message.ts';
import type { XdrReader } from '../wire/xdr-reader.ts';

export interface RpcOptions extends Endpoint {
  readonly credential: Credential | null;
  readonly timers: Timers;
  readonly rng: Rng;
  /** Milliseconds for one call, reconnects included; absent: CALL_TIMEOUT_MS. */
  readonly callTimeoutMs?: number;
}

interface Pending {
  readonly record: Uint8Array;
  readonly name: string;
  readonly settle: (outcome: XdrReader | NfsError) => void;
}

export class RpcConnection {
  readonly #options: RpcOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #waiting: (() => void)[] = [];
  #active = 0;
  #socket: Socket | null = null;
  #nextXid: number;
  #connecting = false;
  #closed = false;
  #lastFailure = 'never connected';
  #reconnectMs = RECONNECT_MIN_MS;
  #reconnect: Timer | undefined;

  /** Nothing is connected before the first call. */
  constructor(options: RpcOptions) {
    this.#options = options;
    // Somewhere else at each start: a server that remembers our last life must not take a new call for an old one.
    this.#nextXid = new DataView(options.rng.bytes(4).slice().buffer).getUint32(0);
  }

  /**
   * Calls `procedure`. Refuses `timed-out` (no answer in time: it may or may not have been done), `unreachable` (never sent), `closed`,
   * `invalid-argument`, and what the procedure refuses.
   */
  async call<A, R>(procedure: Procedure<A, R>, args: A): Promise<R> {
    await this.#turn(procedure.name);
    try {
      return procedure.decode(await this.#exchange(procedure, args));
    } finally {
      // Whoever waits takes over the place.
      const next = this.#waiting.shift();
      if (next === undefined) this.#active -= 1;
      else next();
    }
  }

  /** Ends what is under way with `closed`. */
  close(): void {
    this.#closed = true;
    this.#reconnect?.cancel();
    this.#socket?.destroy();
    for (const { settle, name } of [...this.#pending.values()]) settle(new NfsError('closed', name, 'the client was closed'));
    // Each finds it closed and makes room for the next.
    this.#waiting.shift()?.();
  }

  #turn(name: string): Promise<void> | undefined {
    if (this.#closed) throw new NfsError('closed', name, 'the client was closed');
    if (this.#active < MAX_CALLS_IN_FLIGHT) {
      this.#active += 1;
      return undefined;
    }
    if (this.#waiting.length >= MAX_CALLS_WAITING)
      throw new NfsError('timed-out', name, `${MAX_CALLS_WAITING} calls wait for the server already`);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    return promise;
  }

  async #exchange<A>(procedure: Procedure<A, unknown>, args: A): Promise<XdrReader> {
    if (this.#closed) throw new NfsError('closed', procedure.name, 'the client was closed');
    const xid = this.#nextXid;
    this.#nextXid = (this.#nextXid + 1) >>> 0;
    const record = encodeCall(xid, procedure, this.#options.credential, args);
    const { promise, resolve } = Promise.withResolvers<XdrReader | NfsError>();
    const timeoutMs = this.#options.callTimeoutMs ?? CALL_TIMEOUT_MS;
    const timer = this.#options.timers.after(timeoutMs, () => resolve(this.#overdue(procedure.name, timeoutMs)));
    this.#pending.set(xid, { record, name: procedure.name, settle: resolve });
    if (this.#socket === null) this.#connect();
    else this.#send(record);
    const outcome = await promise;
    timer.cancel();
    this.#pending.delete(xid);
    if (outcome instanceof NfsError) throw outcome;
    return outcome;
  }

  #overdue(name: string, timeoutMs: number): NfsError {
    return this.#socket === null
      ? new NfsError('unreachable', name, `no connection in ${timeoutMs} ms: ${this.#lastFailure}`)
      : new NfsError('timed-out', name, `no answer in ${timeoutMs} ms`);
  }

  #send(record: Uint8Array): void {
    this.#socket?.cork();
    this.#socket?.write(recordMark(record.length));
    this.#socket?.write(record);
    this.#socket?.uncork();
  }

  #connect(): void {
    if (this.#connecting || this.#closed) return;
    this.#connecting = true;
    openSocket(this.#options, this.#options.timers).then(
      (socket) => this.#connected(socket),
      (error: unknown) => this.#lost(error instanceof Error ? error.message : String(error)),
    );
  }

  #connected(socket: Socket): void {
    this.#connecting = false;
    if (this.#closed) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    const assembler = new RecordAssembler();
    socket.on('data', (chunk: Buffer) => this.#receive(chunk, assembler, socket));
    socket.on('error', (error) => socket.destroy(error));
    socket.on('close', () => this.#lost('the connection was lost'));
    for (const { record } of this.#pending.values()) this.#send(record);
  }

  #receive(chunk: Uint8Array, assembler: RecordAssembler, socket: Socket): void {
    try {
      assembler.push(chunk, (record) => {
        const { xid, results } = decodeReply(record);
        this.#reconnectMs = RECONNECT_MIN_MS;
        // Unknown: the answer to a call that was given up, or a second one to a call that was sent again.
        this.#pending.get(xid)?.settle(results);
      });
    } catch (error) {
      if (!(error instanceof NfsError)) throw error;
      // Where the next record begins nobody knows: only a new connection helps.
      socket.destroy(error);
    }
  }

  #lost(why: string): void {
    this.#connecting = false;
    this.#socket = null;
    this.#lastFailure = why;
    if (this.#closed || this.#pending.size === 0) return;
    this.#reconnect = this.#options.timers.after(this.#reconnectMs, () => this.#connect());
    this.#reconnectMs = Math.min(this.#reconnectMs * 2, RECONNECT_MAX_MS);
  }
}
