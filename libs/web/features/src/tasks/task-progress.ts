import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { TaskView } from '@rapidvm/operations';
import { StateBadge, TASK_LOOK } from '@rapidvm/web-ui';
import { hasEnded } from './task-words.ts';

/** State of a task and, while it runs, how far it is. */
@Component({
  selector: 'rv-task-progress',
  imports: [StateBadge],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<rv-state [look]="look()" [text]="text()" />
    @if (!ended()) {
      <span
        class="rv-bar rv-tone-busy"
        role="progressbar"
        aria-valuemin="0"
        aria-valuemax="100"
        [attr.aria-valuenow]="percent()"
        [attr.aria-label]="'Progress of ' + task().subject.name"
        ><span [style.width.%]="percent()"></span
      ></span>
    }`,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 10px;
    }
    .rv-bar {
      flex: 1;
      min-width: 60px;
    }
  `,
})
export class TaskProgress {
  readonly task = input.required<TaskView>();
  protected readonly look = computed(() => TASK_LOOK[this.task().state]);
  protected readonly ended = computed(() => hasEnded(this.task()));
  protected readonly percent = computed(() => Math.round(this.task().progress * 100));
  protected readonly text = computed(() => {
    const task = this.task();
    if (this.ended()) return task.state;
    return task.cancelRequested && task.state === 'running' ? 'cancelling' : task.state;
  });
}
