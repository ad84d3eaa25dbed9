import { ChangeDetectionStrategy, Component, Injectable, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog, MatDialogModule } from '@angular/material/dialog';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import type { RapidError } from '@rapidvm/kernel';
import type { OperationOutput } from '@rapidvm/operations';
import { ApiClient, Inventory, asRapidError } from '@rapidvm/web-data-access';
import { HOST_LOOK, ProblemBox, Secret, StateBadge, TimeAgo } from '@rapidvm/web-ui';

@Component({
  imports: [MatButtonModule, MatDialogModule, MatProgressBarModule, ProblemBox, RouterLink, Secret, StateBadge, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './invite-host.html',
})
export class InviteHostDialog {
  readonly #hosts = inject(Inventory).hosts;
  readonly #before = new Set(this.#hosts.all().map(({ id }) => id));
  protected readonly invitation = signal<OperationOutput<'host.invite'> | null>(null);
  protected readonly problem = signal<RapidError | null>(null);
  /** Hosts that came while this was open: one, unless somebody else adds one too. */
  protected readonly joined = computed(() => this.#hosts.all().filter(({ id }) => !this.#before.has(id)));
  protected readonly look = HOST_LOOK;

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
    this.#dialogs.open(InviteHostDialog, { width: '640px' });
  }
}
