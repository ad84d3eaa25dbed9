import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, computed, effect, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { DISPLAYS, RESTART_MODES, VM_LIMITS, VM_NAME, VM_NAME_RULE } from '@rapidvm/domain';
import type { Display, RestartMode } from '@rapidvm/domain';
import type { NetworkView, OperationRequest } from '@rapidvm/operations';
import { ApiClient, Inventory, Session, asRapidError } from '@rapidvm/web-data-access';
import { BytesPipe, Control, Field, Icon, ProblemBox, ScreenWidth } from '@rapidvm/web-ui';
import { FormRefusal } from '../shared/form-refusal.ts';
import { parseLabels } from '../shared/labels-text.ts';
import { TaskCommands } from '../tasks/task-commands.ts';
import { PlacementWishes } from './placement-wishes.ts';
import { NO_WISHES, wishesAsked } from './wish-fields.ts';
import type { Wishes } from './wish-fields.ts';

const RESTART_WORDS: Readonly<Record<RestartMode, string>> = {
  always: 'Always, also when the guest switched itself off',
  'on-failure': 'After a crash',
  never: 'Never',
};
const DISPLAY_WORDS: Readonly<Record<Display, string>> = {
  std: 'Standard VGA: works with every guest',
  virtio: 'Virtio GPU: faster, needs a driver in the guest',
  none: 'None: serial console only',
};

/** Fields of the request that have a control here. */
const FIELDS = [
  ...['name', 'image', 'cpus', 'memoryMiB', 'diskMiB', 'host', 'network', 'display', 'restart', 'labels'],
  ...Object.keys(NO_WISHES),
];

const NO_IMAGES = { loading: 'Loading…', failed: 'Could not be loaded', ready: 'No images yet: register one first' } as const;

/** The form for a new VM. The server's rules are the rules: the form sends what was entered and shows each refusal at its field. */
@Component({
  selector: 'rv-create-vm',
  imports: [BytesPipe, Control, Field, Icon, MatButtonModule, PlacementWishes, ProblemBox, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './create-vm.html',
  styleUrl: './create-vm.scss',
})
export class CreateVm {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  readonly #tasks = inject(TaskCommands);
  /** One key per intent: sending the same form again after a lost answer does not make a second VM; a changed form is a new intent. */
  #key = this.#api.newKey();

  protected readonly images = this.#inventory.images.all;
  protected readonly imagesLoad = this.#inventory.images.load;
  protected readonly noImages = NO_IMAGES;
  /** Sent now, the form would be refused for an image that nobody could have chosen yet. */
  protected readonly waits = computed(() => this.imagesLoad().phase === 'loading');
  protected readonly hosts = computed(() => this.#inventory.hosts.all().filter((host) => host.state === 'active'));
  protected readonly networks = signal<readonly NetworkView[]>([]);
  /** Told at the field: a message over the page would lie on the buttons, and the form works without the list. */
  protected readonly networksNote = signal('Where its network card is plugged in');
  protected readonly mayEdit = computed(() => this.#session.may('edit'));

  protected readonly name = signal('');
  protected readonly nameLeft = signal(false);
  protected readonly image = signal('');
  protected readonly cpus = signal('1');
  protected readonly memoryMiB = signal('256');
  protected readonly diskMiB = signal('');
  protected readonly network = signal('default');
  protected readonly display = signal<Display>('std');
  protected readonly restart = signal<RestartMode>('on-failure');
  protected readonly host = signal('');
  protected readonly labels = signal('');
  protected readonly wishes = signal<Wishes>(NO_WISHES);
  protected readonly start = signal(true);

  protected readonly busy = signal(false);
  protected readonly refusal = new FormRefusal(FIELDS);
  /** A bad name is told as soon as its field is left, not after the whole form was filled in. */
  protected readonly nameProblem = computed(() => {
    const name = this.name().trim();
    if (this.nameLeft() && name !== '' && !VM_NAME.test(name)) return VM_NAME_RULE;
    return this.refusal.of('name');
  });
  protected readonly chosenImage = computed(() => this.images().find((image) => image.name === this.image()));

  protected readonly limits = VM_LIMITS;
  protected readonly displays = DISPLAYS;
  protected readonly displayWords = DISPLAY_WORDS;
  protected readonly restarts = RESTART_MODES;
  protected readonly restartWords = RESTART_WORDS;

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef);
    effect(() => {
      const [first] = this.images();
      if (this.image() === '' && first !== undefined) this.image.set(first.name);
    });
    // On a phone the focus would bring up the keyboard over the form.
    if (!inject(ScreenWidth).narrow())
      afterNextRender({ read: () => element.nativeElement.querySelector<HTMLElement>('#vm-name')?.focus() });
    this.#api.call('network.list', {}).then(
      ({ items }) => this.networks.set(items),
      () => this.networksNote.set('The other networks could not be loaded'),
    );
  }

  protected retry(): void {
    this.#inventory.reload();
  }

  protected changed(): void {
    this.#key = this.#api.newKey();
  }

  protected setRestart(value: string): void {
    this.restart.set(RESTART_MODES.find((mode) => mode === value) ?? 'on-failure');
  }

  protected setDisplay(value: string): void {
    this.display.set(DISPLAYS.find((display) => display === value) ?? 'std');
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy() || this.waits() || !this.mayEdit()) return;
    this.busy.set(true);
    try {
      const { task, vm } = await this.#api.call('vm.create', this.#request(), { idempotencyKey: this.#key });
      this.#inventory.vms.addMissing([vm]);
      this.#tasks.started(task, `Creating ${vm.name}`);
      await this.#router.navigate(['/vms', vm.id]);
    } catch (error) {
      this.refusal.set(asRapidError(error));
    }
    this.busy.set(false);
  }

  #request(): OperationRequest<'vm.create'> {
    return {
      name: this.name().trim(),
      image: this.image(),
      cpus: Number(this.cpus()),
      memoryMiB: Number(this.memoryMiB()),
      network: this.network(),
      display: this.display(),
      restart: this.restart(),
      labels: parseLabels(this.labels()),
      ...wishesAsked(this.wishes()),
      start: this.start(),
      ...(this.diskMiB() === '' ? {} : { diskMiB: Number(this.diskMiB()) }),
      ...(this.host() === '' ? {} : { host: this.host() }),
    };
  }
}
