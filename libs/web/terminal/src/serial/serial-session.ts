import { signal } from '@angular/core';
import type { Clock, Rng, Timer, Timers } from '@rapidvm/kernel';
import { CONNECTED, afterFailure, asRapidError, consoleProtocols, isFinalRefusal } from '@rapidvm/web-data-access';
import type { ConsoleState, ConsoleTicket } from '@rapidvm/web-data-access';
import { TERMINAL_LIMITS } from '../limits.ts';
import { parseSerialMessage } from './serial-message.ts';
import type { SerialMessage } from './serial-message.ts';
import { accept, positionAfterOpening, splitAt } from './serial-position.ts';

export interface SerialSink {
  /** Draws bytes and says when it has. `live`: they came after the console was opened; else they are history. */
  write(bytes: Uint8Array, live: boolean, drawn: () => void): void;
  /** Says in the terminal what the output does not: that some is missing, that the machine was started. */
  note(text: string): void;
}

export interface SerialWorld {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly ticket: () => Promise<ConsoleTicket>;
  /** `from`: offset to go on at; null: as far back as the history goes. */
  readonly open: (path: string, from: number | null, protocols: string[]) => WebSocket;
}

/** One viewer of a serial console that comes back by itself at the byte where it was. */
export class SerialSession {
  readonly #world: SerialWorld;
  readonly #sink: SerialSink;
  readonly #state = signal<ConsoleState>({ phase: 'closed' });
  readonly state = this.#state.asReadonly();
  #socket: WebSocket | null = null;
  #timer: Timer | null = null;
  #plan = CONNECTED;
  #next: number | null = null;
  /** What stands before this offset was there when the console was opened. */
  #liveFrom = 0;
  #undrawn = 0;
  /** To be said where history ends. */
  #mark: string | null = null;
  /** Bumped by every connect and close, so that a late answer to an earlier attempt is dropped. */
  #attempt = 0;

  constructor(world: SerialWorld, sink: SerialSink) {
    this.#world = world;
    this.#sink = sink;
  }

  /** Connects now, dropping any wait. */
  connect(): void {
    void this.#connect();
  }

  /** Says `text` between what was written until now and what comes: the machine was started, and so far all is of an earlier run. */
  markHere(text: string): void {
    this.#mark = text;
  }

  /** Ends the connection; the position stays. */
  close(): void {
    this.#drop();
    this.#state.set({ phase: 'closed' });
  }

  /** Bytes for the guest. False: not connected, so they went nowhere. */
  send(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(bytes);
    return true;
  }

  async #connect(): Promise<void> {
    this.#drop();
    const attempt = this.#attempt;
    this.#state.set({ phase: 'connecting' });
    try {
      const ticket = await this.#world.ticket();
      if (attempt !== this.#attempt) return;
      this.#follow(this.#world.open(ticket.path, this.#next, consoleProtocols(ticket)));
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const refusal = asRapidError(error);
      if (isFinalRefusal(refusal)) this.#state.set({ phase: 'refused', error: refusal });
      else this.#wait();
    }
  }

  #follow(socket: WebSocket): void {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event: MessageEvent<unknown>) => {
      const message = parseSerialMessage(event.data);
      if (message !== null) this.#receive(message);
    };
    socket.onclose = () => this.#wait();
  }

  #receive(message: SerialMessage): void {
    switch (message.type) {
      case 'opened': {
        const { next, startedOver } = positionAfterOpening(this.#next, message.firstOffset, message.nextOffset);
        if (startedOver) this.#sink.note('the console starts over');
        // All that was there was shown before, or nothing ever was; else the history comes first.
        const isShown = next === null ? message.firstOffset === message.nextOffset : next >= this.#liveFrom;
        this.#next = next;
        this.#liveFrom = message.nextOffset;
        if (isShown) this.#sayMark();
        this.#plan = CONNECTED;
        return this.#state.set({ phase: 'open' });
      }
      case 'data':
        return this.#draw(message.offset, message.bytes);
      case 'gap':
        if (this.#next === null) this.#next = message.to;
        return;
      case 'closed':
        // The socket closes next, which is where it is acted on.
        return;
    }
  }

  #draw(offset: number, bytes: Uint8Array): void {
    const { fresh, lost, next } = accept(this.#next, offset, bytes);
    if (lost > 0) this.#sink.note(`${lost} bytes are no longer kept`);
    this.#next = next;
    if (fresh.byteLength === 0) return;
    this.#undrawn += fresh.byteLength;
    const { old, live } = splitAt(fresh, this.#liveFrom - (next - fresh.byteLength));
    if (old.byteLength > 0) this.#sink.write(old, false, () => this.#drawn(old.byteLength));
    if (next >= this.#liveFrom) this.#sayMark();
    if (live.byteLength > 0) this.#sink.write(live, true, () => this.#drawn(live.byteLength));
    if (this.#undrawn > TERMINAL_LIMITS.maxUndrawnBytes && this.#socket !== null) {
      this.#drop();
      this.#state.set({ phase: 'catching-up' });
    }
  }

  #sayMark(): void {
    if (this.#mark !== null) this.#sink.note(this.#mark);
    this.#mark = null;
  }

  #drawn(bytes: number): void {
    this.#undrawn -= bytes;
    if (this.#undrawn === 0 && this.#state().phase === 'catching-up') this.connect();
  }

  #wait(): void {
    this.#drop();
    const { plan, waitMs } = afterFailure(this.#plan, this.#world.rng.fraction());
    this.#plan = plan;
    this.#state.set({ phase: 'waiting', retryAt: this.#world.clock.now() + waitMs });
    this.#timer = this.#world.timers.after(waitMs, () => this.connect());
  }

  #drop(): void {
    this.#attempt += 1;
    this.#timer?.cancel();
    this.#timer = null;
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
