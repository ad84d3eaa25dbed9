import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatTabsModule } from '@angular/material/tabs';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import { ActionButton, EmptyState, HOST_LOOK, PageTitle, ProblemBox, Skeleton, StateBadge } from '@rapidvm/web-ui';
import { TaskCancel } from '../tasks/task-cancel.ts';
import { TaskProgress } from '../tasks/task-progress.ts';
import { hasEnded, taskWords } from '../tasks/task-words.ts';
import { HOST_WORDS, HostCommands, hostCommands, hostVerdict } from './host-commands.ts';

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
    TaskCancel,
    TaskProgress,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './host-detail.html',
})
export class HostDetail {
  readonly #inventory = inject(Inventory);
  readonly id = input.required<string>();
  protected readonly host = computed(() => this.#inventory.hosts.get(this.id()));
  /** What is being done with it: a drain, with the VM it is at. */
  protected readonly task = computed(() =>
    this.#inventory.tasks.all().find((task) => task.subject.id === this.id() && !hasEnded(task)),
  );
  protected readonly taskWords = taskWords;
  protected readonly load = this.#inventory.hosts.load;
  protected readonly look = HOST_LOOK;
  protected readonly tabs = [
    { path: 'summary', text: 'Summary' },
    { path: 'vms', text: 'VMs' },
    { path: 'events', text: 'Events' },
  ] as const;
  protected readonly commands = inject(HostCommands);
  protected readonly offered = hostCommands;
  protected readonly verdict = hostVerdict;
  protected readonly words = HOST_WORDS;

  constructor() {
    const title = inject(PageTitle);
    effect(() => title.name(this.host()?.name ?? 'Host'));
  }

  protected retry(): void {
    this.#inventory.reload();
  }
}
