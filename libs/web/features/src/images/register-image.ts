import { ChangeDetectionStrategy, Component, Injectable, computed, inject, signal } from '@angular/core';
import { MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { ARCHITECTURES } from '@rapidvm/domain';
import type { Architecture } from '@rapidvm/domain';
import type { RapidError } from '@rapidvm/kernel';
import type { DatastoreView } from '@rapidvm/operations';
import { ApiClient, WEB_LIMITS, asRapidError } from '@rapidvm/web-data-access';
import { Control, DialogEnd, Field, ProblemBox } from '@rapidvm/web-ui';
import { FormRefusal } from '../shared/form-refusal.ts';
import { TaskCommands } from '../tasks/task-commands.ts';

type TextField = 'name' | 'diskPath' | 'kernelPath' | 'initrdPath' | 'commandLine' | 'description';

const FIELDS: readonly { readonly field: TextField; readonly label: string; readonly hint: string }[] = [
  { field: 'name', label: 'Name', hint: '1–63 lower-case letters, digits and hyphens' },
  { field: 'diskPath', label: 'Disk', hint: 'Path in the datastore of a qcow2 or raw file' },
  { field: 'kernelPath', label: 'Kernel', hint: 'Only to boot a kernel directly' },
  { field: 'initrdPath', label: 'Initial ramdisk', hint: '' },
  { field: 'commandLine', label: 'Kernel command line', hint: '' },
  { field: 'description', label: 'Description', hint: 'Shown where people pick an image' },
];

@Component({
  imports: [Control, DialogEnd, Field, MatDialogModule, ProblemBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Register an image</h2>
    <form novalidate (submit)="submit($event)">
      <mat-dialog-content class="rv-fields">
        @for (one of fields; track one.field) {
          <rv-field [fieldId]="'image-' + one.field" [label]="one.label" [hint]="one.hint" [problem]="refusal.of(one.field)">
            <input
              rvControl
              #control
              autocomplete="off"
              spellcheck="false"
              [value]="values()[one.field]"
              (input)="set(one.field, control.value)"
            />
          </rv-field>
          @if (one.field === 'name') {
            <rv-field fieldId="image-datastore" label="Datastore" hint="Where the files lie" [problem]="refusal.of('datastore')">
              <select rvControl #storeField (change)="setDatastore(storeField.value)">
                @for (store of datastores(); track store.name) {
                  <option [value]="store.name" [selected]="store.name === datastore()">
                    {{ store.name }} ({{ hostsOf(store) }})
                  </option>
                } @empty {
                  <option value="">{{ noStores[storesPhase()] }}</option>
                }
              </select>
            </rv-field>
            @if (storesError(); as error) {
              <rv-problem [error]="error" [canRetry]="true" (retry)="readDatastores()" />
            }
          }
        }
        <rv-field fieldId="image-architecture" label="Architecture">
          <select rvControl #arch (change)="setArchitecture(arch.value)">
            @for (one of architectures; track one) {
              <option [value]="one" [selected]="one === architecture()">{{ one }}</option>
            }
          </select>
        </rv-field>
        @if (refusal.general(); as error) {
          <rv-problem [error]="error" />
        }
      </mat-dialog-content>
      <rv-dialog-end label="Register" [busy]="busy()" />
    </form>
  `,
})
export class RegisterImageDialog {
  readonly #api = inject(ApiClient);
  readonly #dialog = inject(MatDialogRef<RegisterImageDialog>);
  readonly #tasks = inject(TaskCommands);
  #key = this.#api.newKey();
  protected readonly fields = FIELDS;
  protected readonly architectures = ARCHITECTURES;
  protected readonly architecture = signal<Architecture>('x86_64');
  protected readonly values = signal<Readonly<Record<TextField, string>>>({
    name: '',
    diskPath: '',
    kernelPath: '',
    initrdPath: '',
    commandLine: '',
    description: '',
  });
  protected readonly datastores = signal<readonly DatastoreView[]>([]);
  protected readonly noStores = {
    loading: 'Loading…',
    ready: 'No datastore yet: a host brings it',
    failed: 'Could not be loaded',
  };
  protected readonly storesPhase = signal<'loading' | 'ready' | 'failed'>('loading');
  protected readonly storesError = signal<RapidError | null>(null);
  readonly #picked = signal<string | null>(null);
  /** The one picked; before that `local`, which every host of a fresh cluster has, else the first. */
  protected readonly datastore = computed(() => {
    const names = this.datastores().map((one) => one.name);
    return this.#picked() ?? names.find((name) => name === 'local') ?? names[0] ?? '';
  });
  protected readonly busy = signal(false);
  protected readonly refusal = new FormRefusal([...FIELDS.map(({ field }) => field), 'datastore']);

  constructor() {
    void this.readDatastores();
  }

  /** “on oak, elm” */
  protected hostsOf({ hosts }: DatastoreView): string {
    return hosts.length === 0 ? 'on no host now' : `on ${hosts.map((host) => host.hostName).join(', ')}`;
  }

  protected setDatastore(name: string): void {
    this.#picked.set(name);
    this.#key = this.#api.newKey();
  }

  protected async readDatastores(): Promise<void> {
    this.storesError.set(null);
    this.storesPhase.set('loading');
    try {
      this.datastores.set((await this.#api.call('datastore.list', { limit: WEB_LIMITS.pageRows })).items);
      this.storesPhase.set('ready');
    } catch (error) {
      this.storesError.set(asRapidError(error));
      this.storesPhase.set('failed');
    }
  }

  protected set(field: TextField, value: string): void {
    this.values.update((before) => ({ ...before, [field]: value }));
    this.#key = this.#api.newKey();
  }

  protected setArchitecture(value: string): void {
    this.architecture.set(ARCHITECTURES.find((one) => one === value) ?? 'x86_64');
    this.#key = this.#api.newKey();
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    const { name, diskPath, kernelPath, initrdPath, commandLine, description } = this.values();
    const request = {
      name,
      architecture: this.architecture(),
      datastore: this.datastore(),
      diskPath,
      description,
      ...(kernelPath === '' ? {} : { kernelPath }),
      ...(initrdPath === '' ? {} : { initrdPath }),
      ...(commandLine === '' ? {} : { commandLine }),
    };
    try {
      const { task } = await this.#api.call('image.register', request, { idempotencyKey: this.#key });
      this.#tasks.started(task, `Registering ${name}`);
      this.#dialog.close();
    } catch (error) {
      this.refusal.set(asRapidError(error));
    }
    this.busy.set(false);
  }
}

@Injectable({ providedIn: 'root' })
export class ImageRegistration {
  readonly #dialogs = inject(MatDialog);

  open(): void {
    this.#dialogs.open(RegisterImageDialog, { width: '560px' });
  }
}
