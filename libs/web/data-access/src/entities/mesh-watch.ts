import { Injectable, inject, signal } from '@angular/core';
import type { RapidError, Timer } from '@rapidvm/kernel';
import type { MeshOverview } from '@rapidvm/operations';
import { ApiClient } from '../api/api-client.ts';
import { CLOCK, TIMERS } from '../environment.ts';
import { WEB_LIMITS } from '../limits.ts';
import { LiveStream } from '../live/live-stream.ts';
import { Refresher } from './refresher.ts';

/**
 * The mesh while somebody looks at it: read again when the stream says that something about a host is new, and now and then besides, because
 * what observers say among themselves is no event. Keeps what it read last when it can't be read.
 */
@Injectable({ providedIn: 'root' })
export class MeshWatch {
  readonly #api = inject(ApiClient);
  readonly #stream = inject(LiveStream);
  readonly #clock = inject(CLOCK);
  readonly #timers = inject(TIMERS);
  readonly #mesh = signal<MeshOverview | null>(null);
  readonly #readAt = signal<number | null>(null);
  readonly #problem = signal<RapidError | null>(null);
  readonly mesh = this.#mesh.asReadonly();
  /** When `mesh` was read, milliseconds. */
  readonly readAt = this.#readAt.asReadonly();
  /** Why it could not be read the last time. */
  readonly problem = this.#problem.asReadonly();
  readonly #refresher = new Refresher(
    { readAll: () => this.#read(), readSome: null, onFailure: (error) => this.#problem.set(error) },
    this.#timers,
  );
  #watchers = 0;
  #stopListening: (() => void) | null = null;
  #timer: Timer | null = null;

  /** Returns how to stop. */
  watch(): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#begin();
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#end();
    };
  }

  readNow(): void {
    this.#refresher.markAll();
  }

  #begin(): void {
    const mark = (kind: string): void => {
      if (kind === 'host') this.#refresher.mark('mesh');
    };
    this.#stopListening = this.#stream.listen({
      opened: () => this.readNow(),
      changed: mark,
      happened: (event) => mark(event.subject.kind),
      refused: () => undefined,
    });
    this.readNow();
    this.#later();
  }

  #end(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#timer?.cancel();
    this.#refresher.forget();
    this.#mesh.set(null);
    this.#problem.set(null);
  }

  #later(): void {
    this.#timer = this.#timers.after(WEB_LIMITS.meshRefreshMs, () => {
      if (document.visibilityState === 'visible') this.#refresher.mark('mesh');
      this.#later();
    });
  }

  async #read(): Promise<void> {
    const mesh = await this.#api.call('host.mesh', {});
    if (this.#watchers === 0) return;
    this.#mesh.set(mesh);
    this.#readAt.set(this.#clock.now());
    this.#problem.set(null);
  }
}
