import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import { Icon, Preferences, StateBadge, TASK_LOOK, TimeAgo } from '@rapidvm/web-ui';
import { TaskCancel } from '../tasks/task-cancel.ts';
import { TaskProgress } from '../tasks/task-progress.ts';
import { hasEnded, panelOrder, subjectPath, taskNews, taskWords } from '../tasks/task-words.ts';

/** Rows drawn; the tasks page has the rest. */
const PANEL_ROWS = 30;

const NO_TASKS = {
  loading: 'Loading…',
  failed: 'Could not be loaded.',
  ready: 'No tasks yet. What you start, stop, create or delete shows up here.',
} as const;

/** What is being done, along the bottom edge; folded to one line when not of interest. */
@Component({
  selector: 'rv-task-panel',
  imports: [Icon, RouterLink, StateBadge, TaskCancel, TaskProgress, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './task-panel.html',
  styleUrl: './task-panel.scss',
})
export class TaskPanel {
  readonly #inventory = inject(Inventory);
  readonly #preferences = inject(Preferences);
  protected readonly open = signal(this.#preferences.read('tasks') === 'open');
  protected readonly tasks = computed(() => panelOrder(this.#inventory.tasks.all()).slice(0, PANEL_ROWS));
  protected readonly busy = computed(() => this.#inventory.tasks.all().filter((task) => !hasEnded(task)).length);
  protected readonly newest = computed(() => this.tasks()[0] ?? null);
  protected readonly load = this.#inventory.tasks.load;
  protected readonly noTasks = NO_TASKS;
  protected readonly look = TASK_LOOK;
  protected readonly words = taskWords;
  protected readonly news = taskNews;
  protected readonly subjectPath = subjectPath;

  constructor() {
    // Messages stand above the panel, not on it.
    effect(() => document.documentElement.style.setProperty('--rv-panel-height', this.open() ? '213px' : '35px'));
  }

  protected toggle(): void {
    this.open.update((open) => !open);
    this.#preferences.write('tasks', this.open() ? 'open' : 'folded');
  }
}
