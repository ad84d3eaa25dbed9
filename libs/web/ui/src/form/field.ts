import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Icon } from '../icons/icon.ts';

/** A label, the control projected into it, a hint, and the rule it breaks. The control is marked `rvControl`. */
@Component({
  selector: 'rv-field',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.wrong]': 'problem() !== null' },
  template: `
    <label [for]="fieldId()">{{ label() }}</label>
    <ng-content />
    <p class="note" [id]="noteId()">
      @if (problem(); as text) {
        <span class="problem"><rv-icon name="warning" /> {{ shown(text) }}</span>
      } @else {
        {{ hint() }}
      }
    </p>
  `,
  styleUrl: './field.scss',
})
export class Field {
  readonly fieldId = input.required<string>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly problem = input<string | null>(null);
  readonly noteId = computed(() => `${this.fieldId()}-note`);

  /** The rule as a sentence: “Name must be …”. */
  protected shown(rule: string): string {
    return /^(must|may|can|is|has|should|needs)\b/.test(rule) ? `${this.label()} ${rule}` : rule;
  }
}
