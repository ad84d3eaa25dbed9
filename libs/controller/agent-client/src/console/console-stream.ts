/** One console over a connection of its own to the agent. */
import type { Socket } from 'node:net';
import type { OpenRequest } from '@rapidvm/console';
import { CONSOLE_PROTOCOL, HEAD_BYTES, MAX_INPUT_BYTES, understandsLoans, writeHead } from '@rapidvm/console';
import type { ConsoleEnd, ConsoleSession, ConsoleViewer } from '@rapidvm/controller-app';
import { RapidError, fromErrorRecord } from '@rapidvm/kernel';
import type { HostLink } from '../host-link.ts';
import { CONSOLE_WINDOW_BYTES } from '../limits.ts';
import { parseErrorRecord } from '../parse-error-record.ts';
import type { ConsoleWay } from './console-way.ts';
import { closedPayload, gapPayload, lentPayload, openedPayload, parseNote, unexpected } from './notes.ts';
import type { ReceivedFrame } from './receive-window.ts';
import { ReceiveWindow } from './receive-window.ts';

const ENDED = 'the agent has ended the connection';

/** How TLS tells that the agent has no consoles under the name we ask for. */
const NO_SUCH_PROTOCOL = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

export class ConsoleStream implements ConsoleSession {
  readonly #link: HostLink;
  readonly #request: OpenRequest;
  readonly #socket: Socket;
  readonly #window = new ReceiveWindow(CONSOLE_WINDOW_BYTES);
  readonly #opened = Promise.withResolvers<void>();
  #serial: ReturnType<typeof openedPayload.parse> | null = null;
  #lent: string | null = null;
  #viewer: ConsoleViewer | null = null;
  /** Whether a frame must be done with before the next one. */
  #busy = false;
  #pumping = false;
  /** The connection's end, as soon as it has come; frames before it may still be waiting. */
  #lost: RapidError | null = null;
  #over = false;

  constructor(link: HostLink, way: ConsoleWay, request: OpenRequest) {
    this.#link = link;
    this.#request = request;
    this.#socket = this.#connect(way);
    let cause: NodeJS.ErrnoException | null = null;
    this.#socket.on('error', (error) => (cause = error));
    this.#socket.once('close', () => {
      this.#lost = cause?.code === NO_SUCH_PROTOCOL ? tooOld(link.host.name) : link.lost(cause?.message ?? ENDED, cause);
      this.#pump();
    });
  }

  /** Resolves when the agent has opened the console. Refuses as the agent does, or with `host-unreachable`. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** Where the agent has lent a socket: nothing comes here then but the end. Null: it has not. */
  get lent(): string | null {
    return this.#lent;
  }

  /** When the connection has ended, whoever ended it. */
  onClose(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  attach(viewer: ConsoleViewer): void {
    this.#viewer = viewer;
    if (this.#serial !== null) viewer.note({ kind: 'opened', ...this.#serial });
    this.#socket.on('drain', () => viewer.room());
    this.#done();
  }

  write(bytes: Uint8Array): boolean {
    let room = true;
    for (let at = 0; at < bytes.length; at += MAX_INPUT_BYTES)
      room = this.#send('input', bytes.subarray(at, at + MAX_INPUT_BYTES));
    return room;
  }

  close(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  #connect(way: ConsoleWay): Socket {
    const buffer = (): Buffer => this.#window.space();
    const callback = (bytes: number): boolean => {
      this.#window.filled(bytes);
      this.#pump();
      return !this.#busy || this.#window.hasRoom;
    };
    return way({ buffer, callback }, (protocol) => this.#ask(protocol));
  }

  #ask(protocol: string): void {
    // An agent that does not know the word refuses the whole request.
    const asked = understandsLoans(protocol, this.#request.kind) ? this.#request : { ...this.#request, near: undefined };
    this.#send('open', Buffer.from(JSON.stringify(asked)));
  }

  #send(kind: 'open' | 'input', payload: Uint8Array): boolean {
    const frame = Buffer.allocUnsafe(HEAD_BYTES + payload.length);
    writeHead(frame, kind, payload.length);
    frame.set(payload, HEAD_BYTES);
    return this.#socket.destroyed || this.#socket.write(frame);
  }

  /** Gives on what has come, one frame at a time. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (!this.#busy && !this.#over) {
        const frame = this.#window.next();
        if (frame !== null) this.#handle(frame);
        else if (this.#lost !== null) this.#end({ kind: 'failed', error: this.#lost });
        else break;
      }
    } catch (error) {
      this.#end({ kind: 'failed', error });
    } finally {
      this.#pumping = false;
    }
  }

  /** The frame is done with. */
  readonly #done = (): void => {
    this.#busy = false;
    this.#window.release();
    this.#pump();
    if (!this.#busy && !this.#over) this.#socket.resume();
  };

  #handle({ kind, whole }: ReceivedFrame): void {
    const payload = whole.subarray(HEAD_BYTES);
    switch (kind) {
      case 'opened':
        // Nothing goes on before there is a viewer.
        this.#busy = true;
        this.#lent = parseNote(lentPayload, payload).lent ?? null;
        if (this.#request.kind === 'serial' && this.#lent === null) this.#serial = parseNote(openedPayload, payload);
        this.#link.found();
        return this.#opened.resolve();
      case 'data':
        if (this.#viewer === null) throw unexpected(kind);
        this.#busy = true;
        return this.#viewer.data(whole, this.#done);
      case 'gap':
        if (this.#viewer === null) throw unexpected(kind);
        this.#viewer.note({ kind, ...parseNote(gapPayload, payload) });
        break;
      case 'closed':
        this.#end({ kind, ...parseNote(closedPayload, payload) });
        break;
      case 'failed':
        this.#end({ kind, error: refusal(payload) });
        break;
      default:
        throw unexpected(kind);
    }
    this.#window.release();
  }

  #end(end: ConsoleEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.destroy();
    if (this.#viewer !== null) return this.#viewer.ended(end);
    this.#opened.reject(end.kind === 'failed' ? end.error : unexpected('closed'));
  }
}

function refusal(payload: Buffer): RapidError {
  const record = parseErrorRecord(payload.toString());
  return record === null ? unexpected('failed') : fromErrorRecord(record);
}

function tooOld(host: string): RapidError<'unsupported'> {
  const details = { what: `the agent of ${host}`, need: CONSOLE_PROTOCOL };
  return new RapidError('unsupported', `The agent of ${host} is too old for consoles`, details, 'Update the agent on that host');
}
