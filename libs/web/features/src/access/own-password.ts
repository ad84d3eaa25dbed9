import { ChangeDetectionStrategy, Component, Injectable, inject, signal } from '@angular/core';
import { MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { ApiClient, Session, refusalOf } from '@rapidvm/web-data-access';
import { Control, DialogEnd, Field, ProblemBox, Toasts } from '@rapidvm/web-ui';
import { FormRefusal } from '../shared/form-refusal.ts';

@Component({
  imports: [Control, DialogEnd, Field, MatDialogModule, ProblemBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './own-password.html',
})
export class OwnPasswordDialog {
  readonly #api = inject(ApiClient);
  readonly #dialog = inject<MatDialogRef<OwnPasswordDialog>>(MatDialogRef);
  readonly #toasts = inject(Toasts);
  protected readonly userName = inject(Session).user()?.name ?? '';
  protected readonly busy = signal(false);
  /** The two new ones typed are not the same, which only this page can know. */
  protected readonly differ = signal(false);
  protected readonly refusal = new FormRefusal(['currentPassword', 'password']);

  protected async submit(event: Event, currentPassword: string, password: string, again: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.differ.set(password !== again);
    if (this.differ()) {
      this.refusal.set(null);
      return this.refusal.lead();
    }
    this.busy.set(true);
    const request = { currentPassword, password };
    const problem = await refusalOf(this.#api.call('user.change-password', request, { idempotencyKey: this.#api.newKey() }));
    this.busy.set(false);
    this.refusal.set(problem);
    if (problem !== null) return;
    this.#dialog.close();
    this.#toasts.show({ tone: 'ok', text: 'Your password is changed; your other sessions have ended' });
  }
}

@Injectable({ providedIn: 'root' })
export class OwnPassword {
  readonly #dialogs = inject(MatDialog);

  /** `restoreFocus`: what the keyboard comes back to, as the item of the menu that asked is gone by then. */
  open(restoreFocus: HTMLElement): void {
    this.#dialogs.open(OwnPasswordDialog, { width: '440px', restoreFocus });
  }
}
