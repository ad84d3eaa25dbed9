import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TASK_STATES } from '@rapidvm/domain';
import { Inventory } from '@rapidvm/web-data-access';
import { EmptyState, ProblemBox, Skeleton, TASK_LOOK, StateBadge, TimeAgo } from '@rapidvm/web-ui';
import { queryState } from '../shared/query-state.ts';
import { TaskCancel } from './task-cancel.ts';
import { TaskProgress } from './task-progress.ts';
import { subjectPath, taskNews, taskWords } from './task-words.ts';

@Component({
  selector: 'rv-task-list',
  imports: [EmptyState, ProblemBox, RouterLink, Skeleton, StateBadge, TaskCancel, TaskProgress, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './task-list.html',
  styleUrl: './task-list.scss',
})
export class TaskList {
  readonly #inventory = inject(Inventory);
  readonly state = input<string>();
  protected readonly setQuery = queryState();
  protected readonly load = this.#inventory.tasks.load;
  protected readonly look = TASK_LOOK;
  protected readonly words = taskWords;
  protected readonly news = taskNews;
  protected readonly subjectPath = subjectPath;
  readonly #newestFirst = computed(() => [...this.#inventory.tasks.all()].sort((a, b) => (a.id < b.id ? 1 : -1)));
  protected readonly tasks = computed(() =>
    this.#newestFirst().filter((task) => this.state() === undefined || task.state === this.state()),
  );
  protected readonly states = computed(() =>
    TASK_STATES.map((state) => ({ state, count: this.#newestFirst().filter((task) => task.state === state).length })).filter(
      ({ state, count }) => count > 0 || state === this.state(),
    ),
  );

  protected retry(): void {
    this.#inventory.reload();
  }
}
