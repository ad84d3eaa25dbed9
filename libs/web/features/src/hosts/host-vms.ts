import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import { EmptyState, MibPipe, StateBadge, TimeAgo, VM_LOOK, sortRows } from '@rapidvm/web-ui';

/** More are in the VM list, filtered by this host, which draws only what is seen. */
const SHOWN = 100;

@Component({
  selector: 'rv-host-vms',
  imports: [EmptyState, MibPipe, RouterLink, StateBadge, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="rv-body">
    @if (vms().length === 0) {
      <rv-empty icon="vm" title="No VMs on this host"><a routerLink="/vms/new">New VM</a></rv-empty>
    } @else {
      <div class="rv-table-frame">
        <table class="rv-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">State</th>
              <th scope="col">CPUs</th>
              <th scope="col">Memory</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            @for (vm of shown(); track vm.id) {
              <tr>
                <td class="title">
                  <a [routerLink]="['/vms', vm.id]">{{ vm.name }}</a>
                </td>
                <td data-label="State"><rv-state [look]="look[vm.state]" [text]="vm.state" /></td>
                <td data-label="CPUs">{{ vm.cpus }}</td>
                <td data-label="Memory">{{ vm.memoryMiB | mib }}</td>
                <td data-label="Since" class="rv-muted"><rv-time [at]="vm.since" /></td>
              </tr>
            }
          </tbody>
        </table>
      </div>
      <p>
        <a routerLink="/vms" [queryParams]="{ host: id() }">Show them in the list of virtual machines</a>
      </p>
    }
  </div>`,
})
export class HostVms {
  readonly #inventory = inject(Inventory);
  readonly id = input.required<string>();
  protected readonly vms = computed(() =>
    sortRows(
      this.#inventory.vms.all().filter((vm) => vm.hostId === this.id()),
      (vm) => vm.name,
      false,
    ),
  );
  protected readonly shown = computed(() => this.vms().slice(0, SHOWN));
  protected readonly look = VM_LOOK;
}
