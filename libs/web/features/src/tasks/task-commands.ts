import { Injectable, effect, inject, untracked } from '@angular/core';
import type { TaskView } from '@rapidvm/operations';
import { ApiClient, Inventory, asRapidError } from '@rapidvm/web-data-access';
import { Toasts } from '@rapidvm/web-ui';
import { hasEnded, taskWords } from './task-words.ts';

/** Cancelling tasks, and telling the person how those that they started here go. */
@Injectable({ providedIn: 'root' })
export class TaskCommands {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly #toasts = inject(Toasts);
  /** Tasks started here, each with the message that tells of it. */
  readonly #mine = new Map<string, number | null>();

  constructor() {
    effect(() => {
      const tasks = this.#inventory.tasks.all();
      untracked(() => tasks.forEach((task) => this.#settle(task)));
    });
  }

  /** A task that a command of this page started. `doing`: “Starting hello”; absent: another message tells of it. */
  started(task: TaskView, doing?: string): void {
    const link = linkTo(task);
    this.#mine.set(task.id, doing === undefined ? null : this.#toasts.show({ tone: 'busy', text: doing, link }));
    this.#inventory.follow(task);
  }

  async cancel(task: TaskView): Promise<void> {
    try {
      await this.#api.call('task.cancel', { id: task.id });
      this.#inventory.changed('task', task.id);
    } catch (error) {
      this.#toasts.refusal(`Could not cancel “${taskWords(task)} ${task.subject.name}”`, asRapidError(error));
    }
  }

  #settle(task: TaskView): void {
    const message = this.#mine.get(task.id);
    if (!hasEnded(task) || message === undefined) return;
    this.#mine.delete(task.id);
    const [what, link] = [`${taskWords(task)} ${task.subject.name}`, linkTo(task)];
    if (task.state === 'failed') {
      if (message !== null) this.#toasts.close(message);
      this.#toasts.show({ tone: 'bad', text: `${what} failed: ${task.error?.message ?? task.message}`, link });
    } else if (message !== null) {
      const done = task.state === 'succeeded';
      this.#toasts.replace(message, { tone: done ? 'ok' : 'idle', text: `${what}: ${done ? 'done' : task.state}`, link });
    }
  }
}

function linkTo(task: TaskView): { readonly text: string; readonly path: readonly string[] } {
  return { text: 'Show task', path: ['/tasks', task.id] };
}
