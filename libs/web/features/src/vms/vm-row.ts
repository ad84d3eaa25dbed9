import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router } from '@angular/router';
import type { VmView } from '@rapidvm/operations';
import { Icon, MibPipe, StateBadge, TimeAgo, VM_LOOK, refusalText } from '@rapidvm/web-ui';
import { labelTexts } from '../shared/labels-text.ts';
import { ACTION_WORDS, verdictOn } from './vm-actions.ts';
import type { PowerAction } from './vm-actions.ts';
import { VmCommands } from './vm-commands.ts';

/** One row of the list of VMs; on a narrow screen a card. A component of its own, so that scrolling evaluates only the rows that come anew. */
@Component({
  selector: 'rv-vm-row',
  imports: [Icon, MatTooltipModule, MibPipe, StateBadge, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    role: 'row',
    '[attr.data-row]': 'index()',
    '[attr.aria-rowindex]': 'index() + 2',
    '[class.picked]': 'picked()',
    '[class.gone]': 'vm() === undefined',
    '(click)': 'open($event)',
  },
  templateUrl: './vm-row.html',
  styleUrl: './vm-row.scss',
})
export class VmRow {
  readonly #router = inject(Router);
  readonly #commands = inject(VmCommands);
  /** Undefined: deleted while the pointer kept its place. */
  readonly vm = input.required<VmView | undefined>();
  /** From 0, in the list. */
  readonly index = input.required<number>();
  readonly picked = input(false);
  readonly pickedChange = output<boolean>();

  protected readonly look = VM_LOOK;
  protected readonly labels = computed(() => labelTexts(this.vm()?.labels ?? {}));
  /** One button per row: what one most likely wants. */
  protected readonly quick = computed(() => {
    const vm = this.vm();
    const action: PowerAction = vm !== undefined && verdictOn(vm, 'stop').allowed ? 'stop' : 'start';
    const verdict = vm === undefined ? { allowed: false } : verdictOn(vm, action);
    const { label, icon } = ACTION_WORDS[action];
    return { action, label, icon, allowed: verdict.allowed, tip: refusalText(verdict) || label };
  });

  protected act(vm: VmView): void {
    if (this.quick().allowed) void this.#commands.run(this.quick().action, vm);
  }

  /**
   * The whole row leads to the VM, like the link that is its name. One listener does both, because a RouterLink in each row, and a link
   * laid over the row, were a good part of what scrolling cost. With Ctrl and the like the link is the browser's.
   */
  protected open(event: MouseEvent): void {
    const vm = this.vm();
    if (vm === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.target instanceof Element) || event.target.closest('input, button') !== null) return;
    // A finger next to the box meant the box.
    if (event.target.closest('.check') !== null) return this.pickedChange.emit(!this.picked());
    event.preventDefault();
    // Somebody marks text to copy it.
    if (getSelection()?.isCollapsed === false) return;
    void this.#router.navigate(['/vms', vm.id]);
  }
}
