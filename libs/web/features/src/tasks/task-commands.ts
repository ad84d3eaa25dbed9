import { Injectable, effect, inject, untracked } from '@angular/core';
import type { TaskView } from '@rapidvm/operations';
import { ApiClient, Inventory, Session, asRapidError } from '@rapidvm/web-data-access';
import { Toasts } from '@rapidvm/web-ui';
import type { Verdict } from '@rapidvm/web-ui';
import { hasEnded, taskWords } from './task-words.ts';

/** Cancelling tasks, and telling the person when one that they started here fails. */
@Injectable({ providedIn: 'root' })
export class TaskCommands {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly #session = inject(Session);
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

  mayCancel(task: TaskView): Verdict {
    if (hasEnded(task)) return { allowed: false, reason: 'It has ended' };
    if (task.cancelRequested) return { allowed: false, reason: 'It was already asked to stop' };
    if (!this.#session.may('operate')) return { allowed: false, reason: 'This needs the role operator' };
    return { allowed: true };
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
