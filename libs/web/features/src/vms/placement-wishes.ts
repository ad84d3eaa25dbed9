import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { ACCELERATOR_WISHES } from '@rapidvm/domain';
import type { AcceleratorWish } from '@rapidvm/domain';
import { Control, Field } from '@rapidvm/web-ui';
import { WISH_FIELDS } from './wish-fields.ts';
import type { WishField, Wishes } from './wish-fields.ts';

const ACCELERATOR_WORDS: Readonly<Record<AcceleratorWish, string>> = {
  any: 'Any: slow emulation will do as well',
  kvm: 'KVM only: where the processor itself runs it',
};

/** What a new VM asks of its host, folded away: most ask for nothing. */
@Component({
  selector: 'rv-placement-wishes',
  imports: [Control, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<details>
    <summary>Placement (optional)</summary>
    <p class="rv-muted">
      Labels are written as <code>disk</code> or <code>disk=ssd</code>, more than one with commas between. Of hosts
      <code>host=NAME</code>, <code>rack=NAME</code> and <code>arch=NAME</code> are labels too, of VMs <code>vm=NAME</code>.
    </p>
    <div class="fields">
      <rv-field fieldId="vm-accelerator" label="Accelerator" [problem]="problems().get('accelerator') ?? null">
        <select rvControl #accelerator (change)="set('accelerator', accelerator.value)">
          @for (one of accelerators; track one) {
            <option [value]="one" [selected]="one === wishes().accelerator">{{ acceleratorWords[one] }}</option>
          }
        </select>
      </rv-field>
      @for (one of fields; track one.field) {
        <rv-field
          [fieldId]="'vm-' + one.field"
          [label]="one.label"
          [hint]="one.hint"
          [problem]="problems().get(one.field) ?? null"
        >
          <input
            rvControl
            #control
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            [value]="wishes()[one.field]"
            (input)="set(one.field, control.value)"
          />
        </rv-field>
      }
    </div>
  </details>`,
  styles: `
    summary {
      font-weight: 600;
      cursor: pointer;
    }
    p {
      margin: 8px 0;
    }
    .fields {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 10px 16px;
      --rv-note-height: 0;
    }
    .fields > :first-child {
      grid-column: 1 / -1;
    }
    @media (max-width: 719.98px) {
      .fields {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class PlacementWishes {
  readonly wishes = model.required<Wishes>();
  /** The rule broken, by field. */
  readonly problems = input.required<ReadonlyMap<string, string>>();
  protected readonly fields = WISH_FIELDS;
  protected readonly accelerators = ACCELERATOR_WISHES;
  protected readonly acceleratorWords = ACCELERATOR_WORDS;

  protected set(field: WishField | 'accelerator', value: string): void {
    this.wishes.update((before) => ({ ...before, [field]: value }));
  }
}
