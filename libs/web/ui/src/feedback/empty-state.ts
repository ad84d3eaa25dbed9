import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '../icons/icon.ts';
import type { IconName } from '../icons/icon-paths.ts';

/** Nothing here: what would be here and how to get it (the content). */
@Component({
  selector: 'rv-empty',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<rv-icon [name]="icon()" />
    @if (isPage()) {
      <h1 class="title">{{ title() }}</h1>
    } @else {
      <p class="title">{{ title() }}</p>
    }
    <div class="more"><ng-content /></div>`,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 6px;
      padding: 48px 16px;
      text-align: center;
      color: var(--rv-text-2);
      --rv-icon-size: 32px;
    }
    .title {
      margin: 4px 0 0;
      font-size: 15px;
      font-weight: 600;
      color: var(--rv-text);
    }
    .more {
      --rv-icon-size: 16px;
      max-width: 52ch;
      text-wrap: balance;
    }
  `,
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly title = input.required<string>();
  /** It is all there is on the page, so its title is the page's. */
  readonly isPage = input(false);
}
