import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { ROLES } from '@rapidvm/domain';
import type { Role } from '@rapidvm/domain';
import type { OperationOutput, TokenView } from '@rapidvm/operations';
import { ApiClient, Session, asRapidError } from '@rapidvm/web-data-access';
import {
  ActionButton,
  Confirm,
  Control,
  EmptyState,
  Field,
  ProblemBox,
  Secret,
  Skeleton,
  TimeAgo,
  Toasts,
} from '@rapidvm/web-ui';
import { FormRefusal } from '../shared/form-refusal.ts';
import { Paged } from './paged.ts';

@Component({
  selector: 'rv-tokens',
  imports: [ActionButton, Control, EmptyState, Field, MatButtonModule, ProblemBox, Secret, Skeleton, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './tokens.html',
  styleUrl: './access-form.scss',
})
export class Tokens {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #confirm = inject(Confirm);
  readonly #toasts = inject(Toasts);
  protected readonly tokens = new Paged((at) => this.#api.call('token.list', { limit: 100, ...at }), 'token');
  /** A token can have at most the role of its maker. */
  protected readonly roles = computed(() => ROLES.slice(0, ROLES.indexOf(this.#session.user()?.role ?? 'viewer') + 1));
  protected readonly made = signal<OperationOutput<'token.create'> | null>(null);
  protected readonly refusal = new FormRefusal(['name', 'role', 'expiresInDays']);

  protected async create(event: Event, name: HTMLInputElement, role: string, days: string): Promise<void> {
    event.preventDefault();
    const chosen: Role | undefined = ROLES.find((one) => one === role);
    const request = {
      name: name.value.trim(),
      ...(chosen === undefined ? {} : { role: chosen }),
      ...(days === '' ? {} : { expiresInDays: Number(days) }),
    };
    try {
      this.made.set(await this.#api.call('token.create', request, { idempotencyKey: this.#api.newKey() }));
      this.refusal.set(null);
      name.value = '';
    } catch (error) {
      this.refusal.set(asRapidError(error));
    }
    await this.tokens.reload();
  }

  protected async revoke(token: TokenView): Promise<void> {
    const text = 'Whatever uses it is refused from now on.';
    if (!(await this.#confirm.ask({ title: `Revoke ${token.name}?`, text, action: `Revoke ${token.name}` }))) return;
    try {
      await this.#api.call('token.delete', { id: token.id });
    } catch (error) {
      this.#toasts.refusal(`Revoke ${token.name}`, asRapidError(error));
    }
    await this.tokens.reload();
  }
}
