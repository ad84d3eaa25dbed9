import { Injectable, inject } from '@angular/core';
import { counted } from '@rapidvm/kernel';
import type { TaskView, VmView } from '@rapidvm/operations';
import { ApiClient, WEB_LIMITS, asRapidError } from '@rapidvm/web-data-access';
import { Confirm, Toasts } from '@rapidvm/web-ui';
import type { Question } from '@rapidvm/web-ui';
import { TaskCommands } from '../tasks/task-commands.ts';
import { ACTION_WORDS, verdictOn } from './vm-actions.ts';
import type { PowerAction } from './vm-actions.ts';

/** Does to VMs what a person asked for: asks back where it can not be undone, then shows the task or the refusal. */
@Injectable({ providedIn: 'root' })
export class VmCommands {
  readonly #api = inject(ApiClient);
  readonly #confirm = inject(Confirm);
  readonly #toasts = inject(Toasts);
  readonly #tasks = inject(TaskCommands);

  /** False when the person thought better of it or it was refused. */
  async run(action: PowerAction, vm: VmView): Promise<boolean> {
    if (!(await this.#agreed(action, [vm]))) return false;
    const { doing, label } = ACTION_WORDS[action];
    try {
      this.#tasks.started(await this.#ask(action, vm), `${doing} ${vm.name}`);
      return true;
    } catch (error) {
      this.#toasts.refusal(`${label} ${vm.name}`, asRapidError(error));
      return false;
    }
  }

  /** The same to many, a few at a time; those that do not allow it are left alone. */
  async runAll(action: PowerAction, vms: readonly VmView[]): Promise<void> {
    const able = vms.filter((vm) => verdictOn(vm, action).allowed);
    if (!(await this.#agreed(action, able))) return;
    const waiting = [...able];
    let refused = 0;
    const worker = async (): Promise<void> => {
      for (let vm = waiting.shift(); vm !== undefined; vm = waiting.shift()) {
        try {
          this.#tasks.started(await this.#ask(action, vm));
        } catch (error) {
          refused += 1;
          // The first refusal speaks for all; the rest are counted.
          if (refused === 1) this.#toasts.refusal(`${ACTION_WORDS[action].label} ${vm.name}`, asRapidError(error));
        }
      }
    };
    await Promise.all(Array.from({ length: WEB_LIMITS.bulkParallel }, worker));
    this.#toasts.show({ tone: refused === 0 ? 'busy' : 'warn', ...summary(action, vms.length, able.length, refused) });
  }

  async #ask(action: PowerAction, vm: VmView): Promise<TaskView> {
    const options = { idempotencyKey: this.#api.newKey() };
    const { task } = await this.#api.call(`vm.${action}`, { id: vm.id }, options);
    return task;
  }

  async #agreed(action: PowerAction, vms: readonly VmView[]): Promise<boolean> {
    const [first] = vms;
    if (first === undefined) return false;
    const question = questionFor(action, vms.length === 1 ? first.name : counted(vms.length, 'VM'));
    return question === null || this.#confirm.ask(question);
  }
}

function summary(
  action: PowerAction,
  selected: number,
  able: number,
  refused: number,
): { text: string; hint?: string; link: { text: string; path: string[] } } {
  const done = able - refused;
  const text = `${ACTION_WORDS[action].doing} ${counted(done, 'VM')}`;
  const link = { text: 'Show tasks', path: ['/tasks'] };
  const left = [
    selected > able ? `${selected - able} not in a state for it` : '',
    refused > 0 ? `${refused} refused` : '',
  ].filter((part) => part !== '');
  return left.length === 0 ? { text, link } : { text, hint: left.join(', '), link };
}

function questionFor(action: PowerAction, what: string): Question | null {
  if (action === 'kill') {
    const text = 'It ends at once, as if the plug were pulled. What the guest has not yet written to its disks is lost.';
    return { title: `Kill ${what}?`, text, action: `Kill ${what}` };
  }
  if (action === 'delete') {
    return {
      title: `Delete ${what}?`,
      text: 'The VM and its disks are deleted. This can not be undone.',
      action: `Delete ${what}`,
    };
  }
  return null;
}
