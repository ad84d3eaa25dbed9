import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ICON_PATHS } from './icon-paths.ts';
import type { IconName } from './icon-paths.ts';

/** A decorative icon: what it means is always also said in words beside it or in the name of its button. */
@Component({
  selector: 'rv-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: var(--rv-icon-size, 16px);
      height: var(--rv-icon-size, 16px);
    }
    svg {
      width: 100%;
      height: 100%;
      overflow: visible; /* as it is, the browser would clip each icon apart, which a long list feels */
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    :host(.solid) svg {
      fill: currentColor;
    }
    :host(.spin) svg {
      animation: rv-spin 1.1s linear infinite;
    }
    @keyframes rv-spin {
      to {
        rotate: 1turn;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      :host(.spin) svg {
        animation: none;
      }
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => ICON_PATHS[this.name()]);
}
