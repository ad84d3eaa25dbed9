import { ElementRef, Injector, afterNextRender, computed, inject, signal } from '@angular/core';
import type { RapidError } from '@rapidvm/kernel';
import { fieldProblems } from '@rapidvm/web-data-access';
import { beyondFields } from './beyond-fields.ts';

/** What a form was refused for: each rule that is broken at its field, all else in a box of its own. Made where `inject` works. */
export class FormRefusal {
  readonly #form = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #fields: readonly string[];
  readonly #error = signal<RapidError | null>(null);
  /** The rule broken, by field. */
  readonly at = computed<ReadonlyMap<string, string>>(() => {
    const error = this.#error();
    return error === null ? new Map() : fieldProblems(error);
  });
  /** What no field of the form can show. */
  readonly general = computed(() => beyondFields(this.#error(), this.at(), this.#fields));

  /** `fields`: names of the request's fields that have a control. */
  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  /** The rule that `field` breaks; null for none. */
  of(field: string): string | null {
    return this.at().get(field) ?? null;
  }

  /** Shows the refusal, or takes the last one away; what is wrong gets the focus, so that it is seen and read out. */
  set(error: RapidError | null): void {
    this.#error.set(error);
    if (error !== null) this.lead();
  }

  /** Leads to what is wrong, once it is drawn: the first such control, else the box, which says by itself that it came. */
  lead(): void {
    const read = (): void => {
      const form = this.#form.nativeElement;
      const control = form.querySelector<HTMLElement>('[aria-invalid="true"]');
      // The last, beside the button that was pressed; whoever sent the form with Enter may be far from there.
      if (control === null) return [...form.querySelectorAll('form rv-problem')].at(-1)?.scrollIntoView({ block: 'nearest' });
      const folded = control.closest('details');
      if (folded !== null) folded.open = true;
      control.focus();
    };
    afterNextRender({ read }, { injector: this.#injector });
  }
}
