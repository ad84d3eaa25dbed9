import { ChangeDetectionStrategy, Component, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { formatBytes } from '@rapidvm/kernel';
import { VM_STATES } from '@rapidvm/domain';
import type { VmView } from '@rapidvm/operations';

@Component({ selector: 'rv-root', template: '{{ text }}', changeDetection: ChangeDetectionStrategy.OnPush })
class Root {
  readonly text = formatBytes(12345) + VM_STATES.join(' ');
  readonly vm: VmView | null = null;
}
void bootstrapApplication(Root, { providers: [provideZonelessChangeDetection()] });
