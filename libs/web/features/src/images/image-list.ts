import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { ImageView } from '@rapidvm/operations';
import { ApiClient, Inventory, Session, asRapidError } from '@rapidvm/web-data-access';
import { ActionButton, BytesPipe, Confirm, EmptyState, ProblemBox, Skeleton, TimeAgo, Toasts, sortRows } from '@rapidvm/web-ui';
import { verdictOf } from '../shared/verdict-of.ts';
import { TaskCommands } from '../tasks/task-commands.ts';
import { ImageRegistration } from './register-image.ts';

@Component({
  selector: 'rv-image-list',
  imports: [ActionButton, BytesPipe, EmptyState, MatButtonModule, ProblemBox, Skeleton, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './image-list.html',
})
export class ImageList {
  readonly #inventory = inject(Inventory);
  readonly #session = inject(Session);
  readonly #api = inject(ApiClient);
  readonly #confirm = inject(Confirm);
  readonly #toasts = inject(Toasts);
  readonly #tasks = inject(TaskCommands);
  protected readonly registration = inject(ImageRegistration);
  protected readonly load = this.#inventory.images.load;
  protected readonly images = computed(() => sortRows(this.#inventory.images.all(), (image) => image.name, false));
  /** For an image that is not there yet there is no row that says it. */
  protected readonly mayRegister = computed(() =>
    this.#session.may('edit')
      ? { allowed: true }
      : { allowed: false, reason: 'This needs the role editor', hint: 'Ask an administrator' },
  );

  protected readonly verdictOf = verdictOf;

  protected async remove(image: ImageView): Promise<void> {
    const text = 'RapidVM forgets the image; its files stay in the datastore.';
    if (!(await this.#confirm.ask({ title: `Forget ${image.name}?`, text, action: `Forget ${image.name}` }))) return;
    try {
      const { task } = await this.#api.call('image.delete', { id: image.id }, { idempotencyKey: this.#api.newKey() });
      this.#tasks.started(task);
    } catch (error) {
      this.#toasts.refusal(`Forget ${image.name}`, asRapidError(error));
    }
  }

  protected retry(): void {
    this.#inventory.reload();
  }
}
