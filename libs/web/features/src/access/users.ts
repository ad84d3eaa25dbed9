import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { ROLES } from '@rapidvm/domain';
import type { Role } from '@rapidvm/domain';
import type { UserView } from '@rapidvm/operations';
import { ApiClient, Session, asRapidError, refusalOf } from '@rapidvm/web-data-access';
import { ActionButton, Confirm, Control, Field, ProblemBox, Skeleton, TimeAgo, Toasts } from '@rapidvm/web-ui';
import type { Verdict } from '@rapidvm/web-ui';
import { FormRefusal } from '../shared/form-refusal.ts';
import { Paged } from './paged.ts';

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'viewer: looks',
  operator: 'operator: starts, stops, uses consoles',
  editor: 'editor: creates and deletes too',
  admin: 'admin: everything',
};

@Component({
  selector: 'rv-users',
  imports: [ActionButton, Control, Field, MatButtonModule, ProblemBox, Skeleton, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './users.html',
  styleUrl: './access-form.scss',
})
export class Users {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #confirm = inject(Confirm);
  readonly #toasts = inject(Toasts);
  protected readonly users = new Paged((at) => this.#api.call('user.list', { limit: 100, ...at }), 'user');
  protected readonly roles = ROLES;
  protected readonly roleWords = ROLE_WORDS;
  protected readonly refusal = new FormRefusal(['name', 'password', 'role']);

  protected mayDelete(user: UserView): Verdict {
    return user.id === this.#session.user()?.id ? { allowed: false, reason: 'This is you' } : { allowed: true };
  }

  protected async create(event: Event, name: HTMLInputElement, password: HTMLInputElement, role: string): Promise<void> {
    event.preventDefault();
    const chosen = ROLES.find((one) => one === role) ?? 'viewer';
    try {
      const request = { name: name.value.trim(), password: password.value, role: chosen };
      await this.#api.call('user.create', request, { idempotencyKey: this.#api.newKey() });
      this.refusal.set(null);
      name.value = password.value = '';
    } catch (error) {
      this.refusal.set(asRapidError(error));
    }
    await this.users.reload();
  }

  protected async setRole(user: UserView, role: string): Promise<void> {
    const chosen = ROLES.find((one) => one === role);
    if (chosen === undefined) return;
    const problem = await refusalOf(this.#api.call('user.update', { id: user.id, role: chosen }));
    if (problem !== null) this.#toasts.refusal(`Change ${user.name}`, problem);
    else this.#toasts.show({ tone: 'ok', text: `${user.name} is now ${chosen}` });
    await this.users.reload();
  }

  protected async remove(user: UserView): Promise<void> {
    const text = 'The account is deleted with its sessions and its API tokens.';
    if (!(await this.#confirm.ask({ title: `Delete ${user.name}?`, text, action: `Delete ${user.name}` }))) return;
    const problem = await refusalOf(this.#api.call('user.delete', { id: user.id }));
    if (problem !== null) this.#toasts.refusal(`Delete ${user.name}`, problem);
    await this.users.reload();
  }
}
