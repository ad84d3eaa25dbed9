import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatTabsModule } from '@angular/material/tabs';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { HostView } from '@rapidvm/operations';
import { ApiClient, Inventory, Session, asRapidError } from '@rapidvm/web-data-access';
import {
  ActionButton,
  Confirm,
  EmptyState,
  HOST_LOOK,
  PageTitle,
  ProblemBox,
  Skeleton,
  StateBadge,
  Toasts,
} from '@rapidvm/web-ui';
import { TaskCommands } from '../tasks/task-commands.ts';

@Component({
  selector: 'rv-host-detail',
  imports: [
    ActionButton,
    EmptyState,
    MatTabsModule,
    ProblemBox,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    Skeleton,
    StateBadge,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './host-detail.html',
})
export class HostDetail {
  readonly #inventory = inject(Inventory);
  readonly #session = inject(Session);
  readonly #api = inject(ApiClient);
  readonly #confirm = inject(Confirm);
  readonly #toasts = inject(Toasts);
  readonly #tasks = inject(TaskCommands);
  readonly #router = inject(Router);
  readonly id = input.required<string>();
  protected readonly host = computed(() => this.#inventory.hosts.get(this.id()));
  protected readonly load = this.#inventory.hosts.load;
  protected readonly look = HOST_LOOK;
  protected readonly tabs = [
    { path: 'summary', text: 'Summary' },
    { path: 'vms', text: 'VMs' },
    { path: 'events', text: 'Events' },
  ] as const;
  protected readonly mayRemove = computed(() =>
    this.#session.may('admin')
      ? { allowed: true }
      : { allowed: false, reason: 'This needs the role admin', hint: 'Ask an administrator' },
  );

  constructor() {
    const title = inject(PageTitle);
    effect(() => title.name(this.host()?.name ?? 'Host'));
  }

  protected async remove(host: HostView): Promise<void> {
    const text = 'It is locked out at once and must be added anew to come back. A host that still has VMs is not removed.';
    if (!(await this.#confirm.ask({ title: `Remove ${host.name}?`, text, action: `Remove ${host.name}` }))) return;
    try {
      const { task } = await this.#api.call('host.remove', { id: host.id }, { idempotencyKey: this.#api.newKey() });
      this.#tasks.started(task);
      this.#toasts.show({ tone: 'ok', text: `Removing ${host.name}`, link: { text: 'Show task', path: ['/tasks', task.id] } });
      await this.#router.navigate(['/hosts']);
    } catch (error) {
      this.#toasts.refusal(`Remove ${host.name}`, asRapidError(error));
    }
  }

  protected retry(): void {
    this.#inventory.reload();
  }
}
