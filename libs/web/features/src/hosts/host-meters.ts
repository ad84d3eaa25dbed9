import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { IS_LOST } from '@rapidvm/domain';
import type { HostView } from '@rapidvm/operations';
import { MibPipe } from '@rapidvm/web-ui';

/** Processor load and memory in use, as two bars with their numbers; of a host that is lost nobody knows them. */
@Component({
  selector: 'rv-host-meters',
  imports: [MibPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (meters(); as now) {
      <div class="meter" [class]="now.loadTone">
        <span class="rv-bar"><span [style.width.%]="now.loadPercent"></span></span>
        <span class="text">load {{ now.load1 }} of {{ now.cpus }}</span>
      </div>
      <div class="meter" [class]="now.memoryTone">
        <span class="rv-bar"><span [style.width.%]="now.memoryPercent"></span></span>
        <span class="text">{{ now.freeMemoryMiB | mib }} of {{ now.memoryMiB | mib }} free</span>
      </div>
    } @else {
      <span class="rv-muted">not known</span>
    }`,
  styles: `
    .meter {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .rv-bar {
      width: 72px;
      flex: none;
    }
    .text {
      font-size: 12px;
      color: var(--rv-text-2);
      white-space: nowrap;
    }
  `,
})
export class HostMeters {
  readonly host = input.required<HostView>();

  protected readonly meters = computed(() => {
    const { inventory, load, liveness } = this.host();
    if (inventory === null || load === null || IS_LOST.includes(liveness)) return null;
    const { cpus, memoryMiB } = inventory;
    const loadPercent = percent(load.load1, cpus);
    const memoryPercent = percent(memoryMiB - load.freeMemoryMiB, memoryMiB);
    return {
      cpus,
      memoryMiB,
      load1: load.load1.toFixed(1),
      freeMemoryMiB: load.freeMemoryMiB,
      loadPercent,
      memoryPercent,
      loadTone: tone(loadPercent),
      memoryTone: tone(memoryPercent),
    };
  });
}

function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round(Math.min(1, Math.max(0, part / whole)) * 100);
}

function tone(share: number): string {
  return share >= 95 ? 'rv-tone-bad' : share >= 80 ? 'rv-tone-warn' : 'rv-tone-ok';
}
