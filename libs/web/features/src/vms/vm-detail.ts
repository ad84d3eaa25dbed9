import { ChangeDetectionStrategy, Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { MatTabsModule } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import { ActionButton, EmptyState, PageTitle, ProblemBox, Skeleton, StateBadge, VM_LOOK } from '@rapidvm/web-ui';
import { ACTION_WORDS, verdictOn } from './vm-actions.ts';
import { VmCommands } from './vm-commands.ts';

/** One VM: its name, state and actions, and its tabs. */
@Component({
  selector: 'rv-vm-detail',
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
  templateUrl: './vm-detail.html',
  styleUrl: './vm-detail.scss',
})
export class VmDetail {
  readonly #inventory = inject(Inventory);
  readonly #title = inject(PageTitle);
  protected readonly commands = inject(VmCommands);
  readonly id = input.required<string>();
  protected readonly vm = computed(() => this.#inventory.vms.get(this.id()));
  /** What it was called while it was there; null when it never was. */
  protected readonly lastName = linkedSignal<{ id: string; name: string | undefined }, string | null>({
    source: () => ({ id: this.id(), name: this.vm()?.name }),
    computation: ({ id, name }, before) => name ?? (before?.source.id === id ? before.value : null),
  });
  protected readonly load = this.#inventory.vms.load;
  protected readonly look = VM_LOOK;
  protected readonly words = ACTION_WORDS;
  protected readonly verdictOn = verdictOn;
  protected readonly actions = ['start', 'stop', 'kill', 'delete'] as const;
  protected readonly tabs = [
    { path: 'summary', text: 'Summary', more: '' },
    { path: 'console/serial', text: 'Serial', more: 'console' },
    { path: 'console/screen', text: 'Screen', more: '' },
    { path: 'placement', text: 'Placement', more: '' },
    { path: 'events', text: 'Events', more: '' },
  ] as const;

  constructor() {
    // Read while the VM is there, or its name would not be known afterwards.
    effect(() => this.#title.name(this.lastName() ?? 'VM'));
  }

  protected retry(): void {
    this.#inventory.reload();
  }
}
