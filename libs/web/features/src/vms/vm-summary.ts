import { KeyValuePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import { BytesPipe, MibPipe, TimeAgo } from '@rapidvm/web-ui';
import { TaskProgress } from '../tasks/task-progress.ts';
import { taskWords } from '../tasks/task-words.ts';

const RESTART_WORDS = { always: 'always', 'on-failure': 'after a crash', never: 'never' } as const;
const DISPLAY_WORDS = { std: 'standard VGA', virtio: 'virtio GPU', none: 'none' } as const;

@Component({
  selector: 'rv-vm-summary',
  imports: [BytesPipe, KeyValuePipe, MibPipe, RouterLink, TaskProgress, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './vm-summary.html',
})
export class VmSummary {
  readonly #inventory = inject(Inventory);
  readonly id = input.required<string>();
  protected readonly vm = computed(() => this.#inventory.vms.get(this.id()));
  protected readonly host = computed(() => this.#inventory.hosts.get(this.vm()?.hostId ?? ''));
  protected readonly image = computed(() => this.#inventory.images.get(this.vm()?.imageId ?? ''));
  protected readonly task = computed(() => this.#inventory.tasks.get(this.vm()?.activeTaskId ?? ''));
  protected readonly restartWords = RESTART_WORDS;
  protected readonly displayWords = DISPLAY_WORDS;
  protected readonly taskWords = taskWords;
  protected readonly labelCount = computed(() => Object.keys(this.vm()?.labels ?? {}).length);
}
