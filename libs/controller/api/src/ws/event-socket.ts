/** `/api/v1/events/stream?after=CURSOR`: events as they happen, resumable from the last cursor seen. */
import type { IncomingMessage } from 'node:http';
import type { FeedMessage } from '@rapidvm/controller-app';
import type { Clock, Timer, Timers } from '@rapidvm/kernel';
import { isRapidError, toTimestamp } from '@rapidvm/kernel';
import type { WebSocket } from 'ws';
import type { EventsPort } from '../api-ports.ts';
import type { ApiRequest, Dispatcher } from '../dispatch/dispatcher.ts';
import { collectInput } from '../http/collect-input.ts';
import { credentialOf } from '../http/credential.ts';
import { STREAM_LIMITS } from '../limits.ts';
import { CLOSE, closeReason } from './close-codes.ts';
import { urlOf } from './refuse-upgrade.ts';
import { send } from './send.ts';

export interface EventSocketOptions {
  readonly dispatcher: Dispatcher;
  readonly events: EventsPort;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Admits the request and returns what to do with its open socket. Refuses with a coded error. */
export async function admitEventSocket(
  options: EventSocketOptions,
  incoming: IncomingMessage,
): Promise<(socket: WebSocket) => void> {
  const query = Object.fromEntries(urlOf(incoming).searchParams);
  const request: ApiRequest = {
    credential: credentialOf(incoming.headers),
    from: incoming.socket.remoteAddress ?? '',
    connection: incoming.socket,
    input: collectInput('event.watch', { params: {}, query, body: undefined }),
  };
  const { input } = await options.dispatcher.admit('event.watch', request);
  const latest = await options.events.latestCursor();
  // From a database that was restored since: it never gave that cursor. The first heartbeat says where the stream begins instead.
  const after = Math.min(input.after ?? latest, latest);
  return (socket) => void new EventSocket(options, request, socket, after).run();
}

class EventSocket {
  readonly #options: EventSocketOptions;
  readonly #request: ApiRequest;
  readonly #socket: WebSocket;
  readonly #stopped = new AbortController();
  #cursor: number;
  #timer: Timer | undefined;
  /** When sending began to wait for the client; it must catch up within one heartbeat. */
  #waitingSince: number | undefined;

  constructor(options: EventSocketOptions, request: ApiRequest, socket: WebSocket, after: number) {
    this.#options = options;
    this.#request = request;
    this.#socket = socket;
    this.#cursor = after;
  }

  /** Ends when the socket does. */
  async run(): Promise<void> {
    this.#socket.on('close', () => this.#stop());
    this.#socket.on('message', () => this.#socket.close(CLOSE.unsupportedData, 'This stream takes no messages'));
    this.#sayWhere();
    try {
      for await (const message of this.#options.events.follow(this.#cursor, this.#stopped.signal)) await this.#deliver(message);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#stop();
    }
  }

  async #deliver(message: FeedMessage): Promise<void> {
    const { kind, ...body } = message;
    this.#waitingSince = this.#options.clock.monotonic();
    await send(this.#socket, JSON.stringify({ type: kind, ...body }));
    this.#waitingSince = undefined;
    if (message.kind === 'event') this.#cursor = message.event.cursor;
  }

  #sayWhere(): void {
    const at = toTimestamp(this.#options.clock.now());
    if (this.#waitingSince === undefined) this.#socket.send(JSON.stringify({ type: 'heartbeat', cursor: this.#cursor, at }));
    this.#timer = this.#options.timers.after(STREAM_LIMITS.heartbeatMs, () => void this.#beat());
  }

  /** Ends the stream when its client can't keep up or its session has ended; otherwise says where it is. */
  async #beat(): Promise<void> {
    const waited = this.#waitingSince === undefined ? 0 : this.#options.clock.monotonic() - this.#waitingSince;
    if (waited >= STREAM_LIMITS.heartbeatMs) {
      this.#socket.close(CLOSE.tryAgain, `slow client: resume after ${this.#cursor}`);
      this.#stop();
      return;
    }
    try {
      await this.#options.dispatcher.admit('event.watch', this.#request);
    } catch (error) {
      this.#fail(error);
    }
    if (!this.#stopped.signal.aborted) this.#sayWhere();
  }

  /** The database being away for a moment is told as `tryAgain`; a session that is over as `policy`. */
  #fail(error: unknown): void {
    if (this.#stopped.signal.aborted) return;
    const code = isRapidError(error) ? error.code : 'internal';
    const ended = code === 'not-authenticated' || code === 'not-permitted';
    this.#socket.close(ended ? CLOSE.policy : CLOSE.tryAgain, closeReason(`${code}: resume after ${this.#cursor}`));
    this.#stop();
  }

  #stop(): void {
    this.#timer?.cancel();
    this.#stopped.abort();
  }
}
