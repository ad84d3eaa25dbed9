import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { hugePagesWords, machineTypesWords, numaWords, throttlingWords, topologyWords } from '@rapidvm/domain';
import { Inventory } from '@rapidvm/web-data-access';
import { BytesPipe, EmptyState, MibPipe, TimeAgo } from '@rapidvm/web-ui';
import { labelTexts } from '../shared/labels-text.ts';
import { HostMeters } from './host-meters.ts';
import { vmsText } from './vms-text.ts';

@Component({
  selector: 'rv-host-summary',
  imports: [BytesPipe, EmptyState, HostMeters, MibPipe, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './host-summary.html',
  styles: `
    .store {
      margin-bottom: 12px;
    }
    .line {
      display: flex;
      justify-content: space-between;
      gap: 12px;
      margin-bottom: 4px;
    }
    .flags {
      overflow-wrap: anywhere;
    }
    .address {
      display: block;
    }
    summary {
      cursor: pointer;
    }
    .why {
      margin: 4px 0 0;
    }
  `,
})
export class HostSummary {
  readonly #inventory = inject(Inventory);
  readonly id = input.required<string>();
  protected readonly host = computed(() => this.#inventory.hosts.get(this.id()));
  protected readonly labels = computed(() => labelTexts(this.host()?.placement.labels ?? {}));
  /** What it is made of, in words; null: its agent does not tell. */
  protected readonly made = computed(() => {
    const hardware = this.host()?.hardware;
    if (!hardware) return null;
    return {
      topology: topologyWords(hardware),
      numa: numaWords(hardware),
      hugePages: hugePagesWords(hardware),
      machineTypes: machineTypesWords(hardware),
    };
  });
  protected readonly throttling = computed(() => {
    const hardware = this.host()?.hardware;
    return hardware ? throttlingWords(hardware) : null;
  });
  protected readonly vmsText = vmsText;
  protected readonly stores = computed(() =>
    (this.host()?.inventory?.datastores ?? []).map((store) => {
      const usedPercent = store.totalBytes <= 0 ? 0 : Math.round((1 - store.freeBytes / store.totalBytes) * 100);
      return { ...store, usedPercent, tone: usedPercent >= 95 ? 'bad' : usedPercent >= 80 ? 'warn' : 'ok' };
    }),
  );
}
