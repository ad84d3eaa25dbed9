import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '../icons/icon.ts';
import type { StateLook } from './state-look.ts';

/** A state in words with its shape and tone. */
@Component({
  selector: 'rv-state',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class]': '"rv-tone-" + look().tone' },
  template: `<rv-icon [name]="look().icon" [class.solid]="look().solid" [class.spin]="look().spin" />
    @if (!iconOnly()) {
      <span>{{ text() }}</span>
    } @else {
      <span class="cdk-visually-hidden">{{ text() }}</span>
    }`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      color: var(--rv-tone);
      --rv-icon-size: 14px;
      white-space: nowrap;
      vertical-align: middle;
      font-weight: 500;
    }
    /* Beside a label the words stand on one line with it, not the icon. */
    span {
      align-self: baseline;
    }
  `,
})
export class StateBadge {
  readonly look = input.required<StateLook>();
  readonly text = input.required<string>();
  readonly iconOnly = input(false);
}
