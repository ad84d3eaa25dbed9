import { Injectable, inject } from '@angular/core';
import type { HostAction } from '@rapidvm/domain';
import type { HostView } from '@rapidvm/operations';
import { ApiClient, Inventory, asRapidError } from '@rapidvm/web-data-access';
import { Confirm, Toasts } from '@rapidvm/web-ui';
import type { IconName, Question, Verdict } from '@rapidvm/web-ui';
import { verdictOf } from '../shared/verdict-of.ts';
import { TaskCommands } from '../tasks/task-commands.ts';
import { HostEdits } from './edit-host.ts';

export type HostCommand = HostAction;

export const HOST_WORDS: Readonly<Record<HostCommand, { readonly label: string; readonly icon: IconName }>> = {
  rename: { label: 'Edit', icon: 'edit' },
  drain: { label: 'Drain', icon: 'stop' },
  'enter-maintenance': { label: 'Enter maintenance', icon: 'pause' },
  'leave-maintenance': { label: 'Leave maintenance', icon: 'start' },
  remove: { label: 'Remove host', icon: 'delete' },
  'force-remove': { label: 'Remove by force', icon: 'delete' },
};

/** What the API says about an action on this host now. */
export function hostVerdict(host: HostView, action: HostAction): Verdict {
  return verdictOf(host, action);
}

/**
 * What is offered for a host: its name and what else people say of it; to be emptied, as long as it has VMs; into maintenance or out of it, whichever it is not; and its removal, by force only where it can't be removed in
 * peace, because a choice between the two is none.
 */
export function hostCommands(host: HostView): readonly HostCommand[] {
  const byForce = !hostVerdict(host, 'remove').allowed && hostVerdict(host, 'force-remove').allowed;
  const mode = host.mode === 'maintenance' ? 'leave-maintenance' : 'enter-maintenance';
  return ['rename', ...(host.vmCount > 0 ? ['drain' as const] : []), mode, byForce ? 'force-remove' : 'remove'];
}

/** Does to hosts what a person asked for: asks back where it can not be undone, then shows the task or the refusal. */
@Injectable({ providedIn: 'root' })
export class HostCommands {
  readonly #api = inject(ApiClient);
  readonly #inventory = inject(Inventory);
  readonly #confirm = inject(Confirm);
  readonly #toasts = inject(Toasts);
  readonly #tasks = inject(TaskCommands);
  readonly #edits = inject(HostEdits);

  async run(command: HostCommand, host: HostView): Promise<void> {
    if (command === 'rename') return this.#edits.open(host);
    const question = questionFor(command, host);
    if (question !== null && !(await this.#confirm.ask(question))) return;
    try {
      await this.#ask(command, host);
    } catch (error) {
      this.#toasts.refusal(`${HOST_WORDS[command].label}: ${host.name}`, asRapidError(error));
    }
  }

  async #ask(command: Exclude<HostCommand, 'rename'>, { id, name }: HostView): Promise<void> {
    const options = { idempotencyKey: this.#api.newKey() };
    if (command === 'enter-maintenance' || command === 'leave-maintenance') {
      await this.#api.call(`host.${command}`, { id }, options);
      return this.#inventory.changed('host', id);
    }
    const { task } =
      command === 'drain'
        ? await this.#api.call('host.drain', { id }, options)
        : await this.#api.call('host.remove', { id, force: command === 'force-remove' }, options);
    this.#tasks.started(task, command === 'drain' ? `Draining ${name}` : `Removing ${name}`);
  }
}

function questionFor(command: Exclude<HostCommand, 'rename'>, { name, vmCount }: HostView): Question | null {
  switch (command) {
    case 'drain': {
      const which = vmCount === 1 ? 'Its VM is' : `Its ${vmCount} VMs are, one after the other,`;
      const text = `${which} shut down and started on other hosts that reach the disks. One that can't go runs on. Then the host is in maintenance.`;
      return { title: `Drain ${name}?`, text, action: `Drain ${name}`, reversible: true };
    }
    case 'enter-maintenance': {
      const text = 'It takes no VMs and starts none until it leaves maintenance. Those that run there run on.';
      return { title: `Put ${name} into maintenance?`, text, action: 'Enter maintenance', reversible: true };
    }
    case 'leave-maintenance':
      return null;
    case 'remove': {
      const text = 'It is locked out at once and must be added anew to come back.';
      return { title: `Remove ${name}?`, text, action: `Remove ${name}` };
    }
    case 'force-remove': {
      const which = vmCount === 1 ? 'Its VM stays in the list, but is' : `Its ${vmCount} VMs stay in the list, but are`;
      const text = `It is locked out at once. ${which} unknown from then on, until deleted or the host joins again.`;
      return { title: `Remove ${name} by force?`, text, action: `Remove ${name} by force` };
    }
  }
}
