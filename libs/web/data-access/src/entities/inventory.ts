import { Injectable, inject } from '@angular/core';
import type { RapidError } from '@rapidvm/kernel';
import type { EventView, HostView, ImageView, TaskView, VmView } from '@rapidvm/operations';
import { ApiClient } from '../api/api-client.ts';
import { TIMERS } from '../environment.ts';
import { WEB_LIMITS } from '../limits.ts';
import { LiveStream } from '../live/live-stream.ts';
import type { StreamListener } from '../live/live-stream.ts';
import { touchedBy } from '../live/stream-message.ts';
import type { ChangedKind } from '../live/stream-message.ts';
import { Session } from '../session.ts';
import { EntityStore } from './entity-store.ts';
import { readPages } from './read-pages.ts';
import { Refresher } from './refresher.ts';

/** What the workbench shows, kept as the controller has it: loaded when the stream opens, patched by id when it says that a row changed. */
@Injectable({ providedIn: 'root' })
export class Inventory implements StreamListener {
  readonly #api = inject(ApiClient);
  readonly #stream = inject(LiveStream);
  readonly #timers = inject(TIMERS);
  readonly #session = inject(Session);
  readonly vms = new EntityStore<VmView>();
  readonly hosts = new EntityStore<HostView>();
  readonly images = new EntityStore<ImageView>();
  readonly tasks = new EntityStore<TaskView>();

  readonly #refreshers: Readonly<Record<ChangedKind, Refresher>> = {
    vm: this.#refresher(this.vms, (at) => this.#api.call('vm.list', at)),
    host: this.#refresher(this.hosts, (at) => this.#api.call('host.list', at)),
    image: this.#wholeRefresher(),
    task: this.#taskRefresher(),
  };
  #stopListening: (() => void) | null = null;

  start(): void {
    this.#stopListening ??= this.#stream.listen(this);
    this.#stream.start();
    // Not waiting for the stream: a proxy that blocks WebSockets must not leave the page empty.
    this.reload();
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#stream.stop();
    for (const refresher of Object.values(this.#refreshers)) refresher.forget();
    for (const store of [this.vms, this.hosts, this.images, this.tasks]) store.clear();
  }

  reload(): void {
    for (const refresher of Object.values(this.#refreshers)) refresher.markAll();
  }

  /** Shows a task that a command just started, and follows it. */
  follow(task: TaskView): void {
    this.tasks.addMissing([task]);
    this.changed('task', task.id);
    this.changed(task.subject.kind, task.subject.id);
  }

  opened(): void {
    this.reload();
  }

  changed(kind: string, id: string): void {
    if (isKnown(kind)) this.#refreshers[kind].mark(id);
  }

  happened(event: EventView): void {
    for (const subject of touchedBy(event)) this.changed(subject.kind, subject.id);
    if (event.subject.kind === 'user' && event.subject.id === this.#session.user()?.id) this.#rightsChanged();
    // A disk of a VM hangs on its image, so with a VM changes what may be done with an image.
    if (event.kind === 'vm.created' || event.kind === 'vm.deleted') this.#refreshers.image.markAll();
  }

  /** Every row says what this user may do with it. */
  #rightsChanged(): void {
    void this.#session.refresh();
    this.reload();
  }

  refused(): void {
    // Asks the API, whose refusal — unlike a WebSocket's — says whether the session has ended.
    this.#refreshers.host.markAll();
  }

  #refresher<T extends { readonly id: string }>(
    store: EntityStore<T>,
    list: (input: { limit: number; cursor?: string; ids?: string[] }) => Promise<{ items: T[]; nextCursor: string | null }>,
  ): Refresher {
    const readAll = async (): Promise<void> => store.replaceAll(await readPages(list));
    const readSome = async (ids: readonly string[]): Promise<void> =>
      store.refreshed(ids, (await list({ limit: WEB_LIMITS.refreshIds, ids: [...ids] })).items);
    return new Refresher({ readAll, readSome, onFailure: (error) => this.#failed(store, error) }, this.#timers);
  }

  #wholeRefresher(): Refresher {
    const readAll = async (): Promise<void> => this.images.replaceAll(await readPages((at) => this.#api.call('image.list', at)));
    return new Refresher({ readAll, readSome: null, onFailure: (error) => this.#failed(this.images, error) }, this.#timers);
  }

  #taskRefresher(): Refresher {
    const readAll = async (): Promise<void> => {
      const { items } = await this.#api.call('task.list', { limit: WEB_LIMITS.firstTasks });
      this.tasks.replaceAll(items);
    };
    const readSome = async (ids: readonly string[]): Promise<void> => {
      const { items } = await this.#api.call('task.list', { limit: WEB_LIMITS.refreshIds, ids: [...ids] });
      this.tasks.refreshed(ids, items);
      this.tasks.keepNewest(WEB_LIMITS.maxTasks);
    };
    return new Refresher({ readAll, readSome, onFailure: (error) => this.#failed(this.tasks, error) }, this.#timers);
  }

  #failed(store: { failed(error: RapidError): void }, error: RapidError): void {
    store.failed(error);
  }
}

function isKnown(kind: string): kind is ChangedKind {
  return kind === 'vm' || kind === 'host' || kind === 'image' || kind === 'task';
}
