import { ChangeDetectionStrategy, Component, Injectable, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { VM_NAME, VM_NAME_RULE } from '@rapidvm/domain';
import { invalidInput } from '@rapidvm/kernel';
import type { HostView } from '@rapidvm/operations';
import { ApiClient, Inventory, refusalOf } from '@rapidvm/web-data-access';
import { Control, DialogEnd, Field, ProblemBox } from '@rapidvm/web-ui';
import { FormRefusal } from '../shared/form-refusal.ts';
import { labelTexts } from '../shared/labels-text.ts';
import { placementChange } from './placement-change.ts';

@Component({
  imports: [Control, DialogEnd, Field, MatDialogModule, ProblemBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './edit-host.html',
})
export class EditHostDialog {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly #dialog = inject<MatDialogRef<EditHostDialog>>(MatDialogRef);
  /** As it was when the dialog opened: what is not touched here is not sent, so that it undoes nothing that others changed meanwhile. */
  protected readonly host = inject<HostView>(MAT_DIALOG_DATA);
  protected readonly labels = labelTexts(this.host.placement.labels).join(', ');
  protected readonly busy = signal(false);
  protected readonly refusal = new FormRefusal(['name', 'rack', 'labels']);

  protected async submit(event: Event, name: string, rack: string, labels: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    const problem = await refusalOf(this.#save(name.trim(), rack.trim(), labels));
    this.busy.set(false);
    this.refusal.set(problem);
    if (problem === null) this.#dialog.close();
  }

  /** Two changes to the controller, so a name that can not be is seen before the first is made: a refused form has done nothing. */
  async #save(name: string, rack: string, labels: string): Promise<void> {
    const { id, placement } = this.host;
    const change = placementChange(placement, rack, labels);
    if (name !== this.host.name && !VM_NAME.test(name)) throw invalidInput([{ field: 'name', value: name, rule: VM_NAME_RULE }]);
    try {
      if (change !== null) await this.#api.call('host.set-placement', { id, ...change }, { idempotencyKey: this.#api.newKey() });
      if (name !== this.host.name) await this.#api.call('host.rename', { id, name }, { idempotencyKey: this.#api.newKey() });
    } finally {
      this.#inventory.changed('host', id);
    }
  }
}

@Injectable({ providedIn: 'root' })
export class HostEdits {
  readonly #dialogs = inject(MatDialog);

  open(host: HostView): void {
    this.#dialogs.open<EditHostDialog, HostView>(EditHostDialog, { data: host, width: '480px' });
  }
}
