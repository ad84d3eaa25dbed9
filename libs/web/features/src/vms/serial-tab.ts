import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { CAN_START } from '@rapidvm/domain';
import type { VmView } from '@rapidvm/operations';
import { SerialConsole } from '@rapidvm/web-terminal';
import { ActionButton } from '@rapidvm/web-ui';
import { queryState } from '../shared/query-state.ts';
import { consoleState } from './console-state.ts';
import { verdictOn } from './vm-actions.ts';
import { VmCommands } from './vm-commands.ts';

@Component({
  selector: 'rv-serial-tab',
  imports: [ActionButton, SerialConsole],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'rv-console-tab' },
  template: `@if (state.vm(); as vm) {
    <rv-serial-console
      [vmId]="vm.id"
      [vmName]="vm.name"
      [verdict]="state.verdict()"
      [off]="isOff(vm)"
      [readOnly]="readonly() === 'true'"
      (readOnlyChange)="setQuery({ readonly: $event ? 'true' : null })"
    >
      @if (verdictOn(vm, 'start').allowed) {
        <rv-action label="Start" icon="start" [filled]="true" (pressed)="commands.run('start', vm)" />
      }
    </rv-serial-console>
  }`,
  styleUrl: './console-tab.scss',
})
export class SerialTab {
  readonly id = input.required<string>();
  readonly readonly = input<string>();
  protected readonly state = consoleState(this.id, 'serial-console');
  protected readonly commands = inject(VmCommands);
  protected readonly setQuery = queryState();
  protected readonly verdictOn = verdictOn;

  protected isOff({ state }: VmView): boolean {
    return state === 'starting' || CAN_START.includes(state);
  }
}
