import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Now } from './now.ts';
import { exactText, relativeText } from './relative-time.ts';

/** How long ago, exact on hover. */
@Component({
  selector: 'rv-time',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time [attr.datetime]="at()" [title]="exact()">{{ text() }}</time>`,
  styles: `
    time {
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class TimeAgo {
  readonly at = input.required<string>();
  readonly #now = inject(Now);
  protected readonly text = computed(() => relativeText(this.at(), this.#now.millis()));
  protected readonly exact = computed(() => exactText(this.at()));
}
