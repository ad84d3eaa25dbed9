import { ChangeDetectionStrategy, Component, Injectable, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { RapidError } from '@rapidvm/kernel';
import { ApiClient, Session, fieldProblems, refusalOf } from '@rapidvm/web-data-access';
import { Field, ProblemBox, Toasts } from '@rapidvm/web-ui';

@Component({
  imports: [Field, MatButtonModule, MatDialogModule, ProblemBox],
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
  protected readonly problem = signal<RapidError | null>(null);
  protected readonly problems = computed(() => {
    const error = this.problem();
    return error === null ? new Map<string, string>() : fieldProblems(error);
  });
  protected readonly general = computed(() => (this.problems().size === 0 ? this.problem() : null));

  protected async submit(event: Event, currentPassword: string, password: string, again: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.differ.set(password !== again);
    if (this.differ()) return this.problem.set(null);
    this.busy.set(true);
    const request = { currentPassword, password };
    const problem = await refusalOf(this.#api.call('user.change-password', request, { idempotencyKey: this.#api.newKey() }));
    this.busy.set(false);
    this.problem.set(problem);
    if (problem !== null) return;
    this.#dialog.close();
    this.#toasts.show({ tone: 'ok', text: 'Your password is changed; your other sessions have ended' });
  }
}

@Injectable({ providedIn: 'root' })
export class OwnPassword {
  readonly #dialogs = inject(MatDialog);

  open(): void {
    this.#dialogs.open(OwnPasswordDialog, { width: '420px' });
  }
}
