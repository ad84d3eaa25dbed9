import { Directive, inject } from '@angular/core';
import { Field } from './field.ts';

/** The control of the `rv-field` around it: named by its label, described by its note, and wrong when it breaks a rule. */
@Directive({
  selector: '[rvControl]',
  host: {
    class: 'rv-input',
    '[id]': 'field.fieldId()',
    '[attr.aria-describedby]': 'field.noteId()',
    '[attr.aria-invalid]': 'field.problem() !== null',
  },
})
export class Control {
  protected readonly field = inject(Field);
}
