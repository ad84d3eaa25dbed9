import { ChangeDetectionStrategy, Component, Injectable, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { RapidError } from '@rapidvm/kernel';
import type { HostView } from '@rapidvm/operations';
import { ApiClient, Inventory, fieldProblems, refusalOf } from '@rapidvm/web-data-access';
import { Field, ProblemBox } from '@rapidvm/web-ui';
import { labelTexts } from '../shared/labels-text.ts';
import { placementChange } from './placement-change.ts';

@Component({
  imports: [Field, MatButtonModule, MatDialogModule, ProblemBox],
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
  protected readonly problem = signal<RapidError | null>(null);
  protected readonly problems = computed(() => {
    const error = this.problem();
    return error === null ? new Map<string, string>() : fieldProblems(error);
  });
  protected readonly general = computed(() => (this.problems().size === 0 ? this.problem() : null));

  protected async submit(event: Event, name: string, rack: string, labels: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    const problem = await refusalOf(this.#save(name.trim(), rack.trim(), labels));
    this.busy.set(false);
    this.problem.set(problem);
    if (problem === null) this.#dialog.close();
  }

  /** What stands in the way of the one is seen before the other is done; what is done is done once. */
  async #save(name: string, rack: string, labels: string): Promise<void> {
    const { id, placement } = this.host;
    const change = placementChange(placement, rack, labels);
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
