import { ChangeDetectionStrategy, Component, Injectable, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog, MatDialogModule } from '@angular/material/dialog';
import type { RapidError } from '@rapidvm/kernel';
import type { OperationOutput } from '@rapidvm/operations';
import { ApiClient, asRapidError } from '@rapidvm/web-data-access';
import { ProblemBox, Secret, TimeAgo } from '@rapidvm/web-ui';

@Component({
  imports: [MatButtonModule, MatDialogModule, ProblemBox, Secret, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Add a host</h2>
    <mat-dialog-content>
      @if (problem(); as error) {
        <rv-problem [error]="error" />
      } @else if (invitation(); as made) {
        <p>
          Start the agent on the new machine with this one-time token. It lasts until it is used, or ends
          <rv-time [at]="made.expiresAt" />.
        </p>
        <rv-secret label="Join token" [text]="made.joinToken" />
      } @else {
        <p role="status">Making a one-time token…</p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end"><button matButton="filled" type="button" mat-dialog-close>Done</button></mat-dialog-actions>
  `,
})
export class InviteHostDialog {
  protected readonly invitation = signal<OperationOutput<'host.invite'> | null>(null);
  protected readonly problem = signal<RapidError | null>(null);

  constructor() {
    const api = inject(ApiClient);
    api.call('host.invite', {}, { idempotencyKey: api.newKey() }).then(
      (made) => this.invitation.set(made),
      (error: unknown) => this.problem.set(asRapidError(error)),
    );
  }
}

@Injectable({ providedIn: 'root' })
export class HostInvitations {
  readonly #dialogs = inject(MatDialog);

  open(): void {
    this.#dialogs.open(InviteHostDialog, { width: '560px' });
  }
}
