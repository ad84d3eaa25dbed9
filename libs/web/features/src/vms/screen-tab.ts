import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { ActionButton } from '@rapidvm/web-ui';
import { ScreenConsole } from '@rapidvm/web-vnc';
import { queryState } from '../shared/query-state.ts';
import { consoleState } from './console-state.ts';
import { verdictOn } from './vm-actions.ts';
import { VmCommands } from './vm-commands.ts';

@Component({
  selector: 'rv-screen-tab',
  imports: [ActionButton, ScreenConsole],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'rv-console-tab' },
  template: `@if (state.vm(); as vm) {
    <rv-screen-console
      [vmId]="vm.id"
      [vmName]="vm.name"
      [verdict]="state.verdict()"
      [readOnly]="readonly() === 'true'"
      [scaled]="scale() !== 'off'"
      (readOnlyChange)="setQuery({ readonly: $event ? 'true' : null })"
      (scaledChange)="setQuery({ scale: $event ? null : 'off' })"
    >
      @if (verdictOn(vm, 'start').allowed) {
        <rv-action label="Start" icon="start" [filled]="true" (pressed)="commands.run('start', vm)" />
      }
    </rv-screen-console>
  }`,
  styleUrl: './console-tab.scss',
})
export class ScreenTab {
  readonly id = input.required<string>();
  readonly readonly = input<string>();
  readonly scale = input<string>();
  protected readonly state = consoleState(this.id, 'screen-console');
  protected readonly commands = inject(VmCommands);
  protected readonly setQuery = queryState();
  protected readonly verdictOn = verdictOn;
}
