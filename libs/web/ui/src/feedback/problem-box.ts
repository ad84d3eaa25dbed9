import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Icon } from '../icons/icon.ts';
import { problemHead, problemLines } from './problem-lines.ts';
import type { Problem } from './problem-lines.ts';

/** A refusal: what failed, what stood in the way, what to do next. */
@Component({
  selector: 'rv-problem',
  imports: [Icon, MatButtonModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert', class: 'rv-tone-bad' },
  template: `<rv-icon name="warning" />
    <div class="text">
      <p class="message">{{ head().message }}</p>
      @for (line of lines(); track line) {
        <p>{{ line }}</p>
      }
      @if (head().hint; as hint) {
        <p class="hint">{{ hint }}</p>
      }
    </div>
    @if (canRetry()) {
      <button matButton="outlined" type="button" (click)="retry.emit()">Try again</button>
    }`,
  styleUrl: './problem-box.scss',
})
export class ProblemBox {
  readonly error = input.required<Problem>();
  readonly canRetry = input(false);
  readonly retry = output();

  protected readonly head = computed(() => problemHead(this.error()));
  protected readonly lines = computed(() => problemLines(this.error().details));
}
