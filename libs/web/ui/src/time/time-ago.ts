import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Now } from './now.ts';
import { exactText, relativeText, spanText } from './relative-time.ts';

/** How long ago (“3 min ago”) or for how long (“3 min”), exact on hover. */
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
  readonly span = input(false);
  readonly #now = inject(Now);
  protected readonly text = computed(() =>
    this.span() ? spanText(this.#now.millis() - Date.parse(this.at())) : relativeText(this.at(), this.#now.millis()),
  );
  protected readonly exact = computed(() => exactText(this.at()));
}
