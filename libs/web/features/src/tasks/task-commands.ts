import { Injectable, effect, inject, untracked } from '@angular/core';
import type { TaskView } from '@rapidvm/operations';
import { ApiClient, Inventory, asRapidError } from '@rapidvm/web-data-access';
import { Toasts } from '@rapidvm/web-ui';
import { hasEnded, taskWords } from './task-words.ts';

/** Cancelling tasks, and telling the person when one that they started here fails. */
@Injectable({ providedIn: 'root' })
export class TaskCommands {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly #toasts = inject(Toasts);
  readonly #mine = new Set<string>();

  constructor() {
    effect(() => {
      const tasks = this.#inventory.tasks.all();
      untracked(() => tasks.forEach((task) => this.#settle(task)));
    });
  }

  /** A task that a command of this page started. */
  started(task: TaskView): void {
    this.#mine.add(task.id);
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
    if (!hasEnded(task) || !this.#mine.delete(task.id) || task.state !== 'failed') return;
    this.#toasts.show({
      tone: 'bad',
      text: `${taskWords(task)} ${task.subject.name} failed: ${task.error?.message ?? task.message}`,
      link: { text: 'Show task', path: ['/tasks', task.id] },
    });
  }
}
