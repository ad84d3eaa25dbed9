import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Grey lines where rows will be. */
@Component({
  selector: 'rv-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status', 'aria-label': 'Loading' },
  template: `@for (width of widths(); track $index) {
    <div class="line" [style.width.%]="width"></div>
  }`,
  styles: `
    :host {
      display: block;
      padding: 12px;
    }
    .line {
      height: 12px;
      margin: 0 0 20px;
      border-radius: 4px;
      background: var(--rv-line);
      animation: rv-breathe 1.6s ease-in-out infinite;
    }
    @keyframes rv-breathe {
      50% {
        opacity: 0.45;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .line {
        animation: none;
      }
    }
  `,
})
export class Skeleton {
  readonly rows = input(6);
  protected readonly widths = computed(() => Array.from({ length: this.rows() }, (_, row) => 92 - ((row * 17) % 45)));
}
