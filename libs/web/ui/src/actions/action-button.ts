import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Icon } from '../icons/icon.ts';
import type { IconName } from '../icons/icon-paths.ts';

/** Whether something can be done now and, if not, why: as the API says it. */
export interface Verdict {
  readonly allowed: boolean;
  readonly reason?: string | undefined;
  readonly hint?: string | undefined;
}

/** The reason of a refusal as one line; empty when allowed. */
export function refusalText(verdict: Verdict): string {
  if (verdict.allowed) return '';
  return [verdict.reason, verdict.hint].filter((part) => part !== undefined && part !== '').join('. ');
}

/** A button that, when it can not be used now, stays reachable and says why — on hover, on focus and to a screen reader. */
@Component({
  selector: 'rv-action',
  imports: [Icon, MatButtonModule, MatTooltipModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<button
    [matButton]="filled() ? 'filled' : 'outlined'"
    type="button"
    [class.rv-danger-text]="danger()"
    [disabled]="!verdict().allowed"
    disabledInteractive
    [matTooltip]="why()"
    (click)="act()"
  >
    <rv-icon [name]="icon()" />{{ label() }}
  </button>`,
  styles: `
    button {
      width: var(--rv-action-width, auto);
    }
  `,
})
export class ActionButton {
  readonly label = input.required<string>();
  readonly icon = input.required<IconName>();
  readonly verdict = input<Verdict>({ allowed: true });
  readonly filled = input(false);
  readonly danger = input(false);
  readonly pressed = output();
  protected readonly why = computed(() => refusalText(this.verdict()));

  protected act(): void {
    if (this.verdict().allowed) this.pressed.emit();
  }
}
