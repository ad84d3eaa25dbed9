import { Injectable, inject, signal } from '@angular/core';
import type { Timer } from '@rapidvm/kernel';
import type { EventView } from '@rapidvm/operations';
import { EVENT_STREAM_PATH } from '../api/routes.ts';
import { webSocketUrl } from '../console-door.ts';
import { CLOCK, RNG, TIMERS } from '../environment.ts';
import { WEB_LIMITS } from '../limits.ts';
import { CONNECTED, afterFailure } from './reconnect-plan.ts';
import { parseStreamMessage } from './stream-message.ts';

/**
 *   off ─► connecting ─► live ─► lost ─► connecting …
 *                └──────────────► lost
 */
export type StreamState =
  | { readonly phase: 'off' }
  | { readonly phase: 'connecting'; readonly lostSince: number | null }
  | { readonly phase: 'live' }
  | { readonly phase: 'lost'; readonly lostSince: number; readonly retryAt: number };

export interface StreamListener {
  /** The stream is up, first or again: hints may have been missed, so read again what is shown. */
  opened(): void;
  changed(kind: string, id: string): void;
  happened(event: EventView): void;
  /** It could not be opened: perhaps because the session ended, which a WebSocket cannot say. */
  refused(): void;
}

/** The one live connection of the page. Resumes from the last cursor, with back-off; silence counts as loss. */
@Injectable({ providedIn: 'root' })
export class LiveStream {
  readonly #clock = inject(CLOCK);
  readonly #timers = inject(TIMERS);
  readonly #rng = inject(RNG);
  readonly #listeners = new Set<StreamListener>();
  readonly #state = signal<StreamState>({ phase: 'off' });
  readonly state = this.#state.asReadonly();
  #socket: WebSocket | null = null;
  #plan = CONNECTED;
  #cursor: number | null = null;
  #lostSince: number | null = null;
  #timer: Timer | null = null;

  /** Returns the function that stops listening. */
  listen(listener: StreamListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#state().phase !== 'off') return;
    addEventListener('online', this.retryNow);
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#connect();
  }

  stop(): void {
    removeEventListener('online', this.retryNow);
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#drop();
    this.#cursor = null;
    this.#lostSince = null;
    this.#plan = CONNECTED;
    this.#state.set({ phase: 'off' });
  }

  /** Do not wait for the back-off. */
  readonly retryNow = (): void => {
    if (this.#state().phase === 'lost') this.#connect();
  };

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.retryNow();
  };

  #connect(): void {
    this.#drop();
    this.#state.set({ phase: 'connecting', lostSince: this.#lostSince });
    const url = webSocketUrl(EVENT_STREAM_PATH);
    if (this.#cursor !== null) url.searchParams.set('after', String(this.#cursor));
    const socket = new WebSocket(url);
    this.#socket = socket;
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#plan = CONNECTED;
      this.#lostSince = null;
      this.#state.set({ phase: 'live' });
      this.#watchSilence();
      for (const listener of this.#listeners) listener.opened();
    };
    socket.onmessage = (message: MessageEvent<unknown>) => {
      this.#watchSilence();
      if (typeof message.data === 'string') this.#receive(message.data);
    };
    socket.onclose = () => {
      this.#lose();
      if (!opened) for (const listener of this.#listeners) listener.refused();
    };
    this.#watchSilence();
  }

  #receive(text: string): void {
    const message = parseStreamMessage(text);
    if (message === null) return;
    // Lower than ours where the database was restored since: its events are counted anew, and none of them is old news.
    if (message.type === 'heartbeat') this.#cursor = message.cursor;
    if (message.type === 'changed')
      for (const listener of this.#listeners) listener.changed(message.subject.kind, message.subject.id);
    if (message.type === 'event') {
      // A resumed stream may repeat its first event; a cursor already seen is old news.
      if (this.#cursor !== null && message.event.cursor <= this.#cursor) return;
      this.#cursor = message.event.cursor;
      for (const listener of this.#listeners) listener.happened(message.event);
    }
  }

  #watchSilence(): void {
    this.#timer?.cancel();
    this.#timer = this.#timers.after(WEB_LIMITS.streamSilenceMs, () => this.#lose());
  }

  #lose(): void {
    this.#drop();
    const now = this.#clock.now();
    this.#lostSince ??= now;
    const { plan, waitMs } = afterFailure(this.#plan, this.#rng.fraction());
    this.#plan = plan;
    this.#state.set({ phase: 'lost', lostSince: this.#lostSince, retryAt: now + waitMs });
    this.#timer = this.#timers.after(waitMs, () => this.#connect());
  }

  #drop(): void {
    this.#timer?.cancel();
    this.#timer = null;
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
