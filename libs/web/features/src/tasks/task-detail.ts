import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RapidError } from '@rapidvm/kernel';
import type { TaskView } from '@rapidvm/operations';
import { ApiClient, Inventory, asRapidError } from '@rapidvm/web-data-access';
import { ActionButton, EmptyState, Icon, Now, PageTitle, ProblemBox, Skeleton, TimeAgo } from '@rapidvm/web-ui';
import type { IconName } from '@rapidvm/web-ui';
import { verdictOf } from '../shared/verdict-of.ts';
import { TaskCommands } from './task-commands.ts';
import { TaskProgress } from './task-progress.ts';
import { hasEnded, subjectPath, taskWords, tookText } from './task-words.ts';

type Step = TaskView['steps'][number];

const STEP_ICON: Readonly<Record<Step['state'], IconName>> = {
  waiting: 'event',
  running: 'busy',
  done: 'check',
  failed: 'warning',
  undone: 'refresh',
};
const STEP_TONE: Readonly<Record<Step['state'], string>> = {
  waiting: 'idle',
  running: 'busy',
  done: 'ok',
  failed: 'bad',
  undone: 'warn',
};

@Component({
  selector: 'rv-task-detail',
  imports: [ActionButton, EmptyState, Icon, ProblemBox, RouterLink, Skeleton, TaskProgress, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './task-detail.html',
  styleUrl: './task-detail.scss',
})
export class TaskDetail {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly #now = inject(Now);
  readonly #title = inject(PageTitle);
  protected readonly commands = inject(TaskCommands);
  readonly id = input.required<string>();
  protected readonly task = computed(() => this.#inventory.tasks.get(this.id()));
  protected readonly problem = signal<RapidError | null>(null);
  protected readonly words = taskWords;
  protected readonly subjectPath = subjectPath;
  protected readonly ended = hasEnded;
  protected readonly verdictOf = verdictOf;
  protected readonly icon = STEP_ICON;
  protected readonly tone = STEP_TONE;

  constructor() {
    // The store holds the newest tasks; an older one comes by itself and is then followed like the rest. So does any, where the list can't be had.
    effect(() => {
      const id = this.id();
      if (this.#inventory.tasks.load().phase !== 'loading') untracked(() => void this.#fetch(id));
    });
    effect(() => {
      const task = this.task();
      if (task !== undefined) this.#title.name(`${taskWords(task)} ${task.subject.name}`);
    });
  }

  protected retry(): void {
    void this.#fetch(this.id());
  }

  protected took(from: string | null, to: string | null): string {
    return tookText(from, to, this.#now.millis());
  }

  async #fetch(id: string): Promise<void> {
    if (this.#inventory.tasks.get(id) !== undefined) return;
    try {
      this.#inventory.tasks.addMissing([await this.#api.call('task.get', { id })]);
      this.problem.set(null);
    } catch (error) {
      this.problem.set(asRapidError(error));
    }
  }
}
