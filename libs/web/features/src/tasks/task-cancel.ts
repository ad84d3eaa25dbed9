import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatTooltipModule } from '@angular/material/tooltip';
import type { TaskView } from '@rapidvm/operations';
import { refusalText } from '@rapidvm/web-ui';
import { verdictOf } from '../shared/verdict-of.ts';
import { TaskCommands } from './task-commands.ts';
import { hasEnded, taskWords } from './task-words.ts';

/** The button that cancels a task that is under way; when it can't be cancelled, it stays and says why. */
@Component({
  selector: 'rv-task-cancel',
  imports: [MatTooltipModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (!ended()) {
    <button
      type="button"
      class="rv-chip"
      [attr.aria-label]="'Cancel ' + what()"
      [attr.aria-disabled]="verdict().allowed ? null : 'true'"
      [matTooltip]="why()"
      (click)="act()"
    >
      Cancel
    </button>
  }`,
})
export class TaskCancel {
  readonly #commands = inject(TaskCommands);
  readonly task = input.required<TaskView>();
  protected readonly ended = computed(() => hasEnded(this.task()));
  protected readonly what = computed(() => `${taskWords(this.task())} ${this.task().subject.name}`);
  protected readonly verdict = computed(() => verdictOf(this.task(), 'cancel'));
  protected readonly why = computed(() => refusalText(this.verdict()));

  protected act(): void {
    if (this.verdict().allowed) void this.#commands.cancel(this.task());
  }
}
