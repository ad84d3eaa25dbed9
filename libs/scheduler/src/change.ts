/** The nearest changes with which a host would fit, as values: people read them in words, and tests apply them. */
import type { Architecture, HostState, Selector } from '@rapidvm/domain';
import { VM_LIMITS } from '@rapidvm/domain';
import type { Obstacle, Shortage } from './obstacle.ts';

export type Change =
  | { readonly do: 'ask-for-no-host' }
  | { readonly do: 'bring-into-service'; readonly from: HostState }
  | { readonly do: 'wait-for-facts' }
  | { readonly do: 'use-image-for'; readonly architecture: Architecture }
  | { readonly do: 'allow-emulation' }
  | { readonly do: 'enable-kvm' }
  | { readonly do: 'ask-for-no-cpu-model' }
  | { readonly do: 'do-without-flags'; readonly flags: readonly string[] }
  | { readonly do: 'give-label' | 'take-label'; readonly selector: Selector }
  | { readonly do: 'drop-rule'; readonly about: 'hosts' | 'vms'; readonly wish: 'with' | 'without'; readonly selector: Selector }
  | { readonly do: 'share-datastore'; readonly datastore: string; readonly host: string }
  | { readonly do: 'give-datastore'; readonly datastore: string }
  | { readonly do: 'free-datastore'; readonly datastore: string; readonly bytes: number }
  | { readonly do: 'give-network'; readonly network: string }
  | { readonly do: 'make-vm-there' | 'move-vm-there' | 'move-vms-away'; readonly selector: Selector }
  | { readonly do: 'move-unwilling-away' | 'drop-their-rule'; readonly selector: Selector }
  | { readonly do: 'reduce-memory'; readonly toMiB: number }
  | { readonly do: 'free-memory'; readonly mib: number }
  | { readonly do: 'raise-memory-ratio'; readonly to: number }
  | { readonly do: 'reduce-cpus'; readonly to: number }
  | { readonly do: 'free-cpus'; readonly cpus: number }
  | { readonly do: 'raise-cpu-ratio'; readonly to: number };

/** Each of these alone takes the obstacle away, the nearest first; none: nothing that people can change does. */
export function changesFor(obstacle: Obstacle): readonly Change[] {
  switch (obstacle.code) {
    case 'other-host-asked':
      return [{ do: 'ask-for-no-host' }];
    case 'host-state':
      return [{ do: 'bring-into-service', from: obstacle.state }];
    case 'host-untold':
      return [{ do: 'wait-for-facts' }];
    case 'architecture':
      return [{ do: 'use-image-for', architecture: obstacle.has }];
    case 'accelerator':
      return [{ do: 'allow-emulation' }, { do: 'enable-kvm' }];
    case 'cpu-model':
      return [{ do: 'ask-for-no-cpu-model' }];
    case 'cpu-flags':
      return [{ do: 'do-without-flags', flags: obstacle.missing }];
    case 'label-missing':
      return labelChanges('give-label', 'with', obstacle.selector);
    case 'label-forbidden':
      return labelChanges('take-label', 'without', obstacle.selector);
    case 'disks-elsewhere':
      return obstacle.isShareable ? [{ do: 'share-datastore', datastore: obstacle.datastore, host: obstacle.host }] : [];
    case 'datastore-missing':
      return [{ do: 'give-datastore', datastore: obstacle.datastore }];
    case 'datastore-full':
      return [{ do: 'free-datastore', datastore: obstacle.datastore, bytes: obstacle.needed - obstacle.available }];
    case 'network-missing':
      return [{ do: 'give-network', network: obstacle.network }];
    case 'vm-missing':
    case 'vm-beside':
    case 'unwanted-beside':
      return neighbourChanges(obstacle);
    case 'memory':
      return memoryChanges(obstacle);
    case 'cpus-of-host':
      return [{ do: 'reduce-cpus', to: obstacle.available }];
    case 'cpus':
      return cpuChanges(obstacle);
  }
}

/** A label that the host has by itself can't be given or taken. */
function labelChanges(verb: 'give-label' | 'take-label', wish: 'with' | 'without', selector: Selector): readonly Change[] {
  const drop: Change = { do: 'drop-rule', about: 'hosts', wish, selector };
  return /^(host|arch)(=|$)/.test(selector) ? [drop] : [{ do: verb, selector }, drop];
}

type NeighbourObstacle = Extract<Obstacle, { code: 'vm-missing' | 'vm-beside' | 'unwanted-beside' }>;

function neighbourChanges(obstacle: NeighbourObstacle): readonly Change[] {
  const { selector } = obstacle;
  switch (obstacle.code) {
    case 'vm-missing':
      return [
        { do: obstacle.nowhere ? 'make-vm-there' : 'move-vm-there', selector },
        { do: 'drop-rule', about: 'vms', wish: 'with', selector },
      ];
    case 'vm-beside':
      return [
        { do: 'move-vms-away', selector },
        { do: 'drop-rule', about: 'vms', wish: 'without', selector },
      ];
    case 'unwanted-beside':
      return [
        { do: 'move-unwilling-away', selector },
        { do: 'drop-their-rule', selector },
      ];
  }
}

function memoryChanges(shortage: Shortage): readonly Change[] {
  const { needed, available } = shortage;
  const near: Change[] = [];
  if (available >= VM_LIMITS.minMemoryMiB) near.push({ do: 'reduce-memory', toMiB: available });
  if (needed <= shortage.limit) near.push({ do: 'free-memory', mib: needed - available });
  return near.length > 0 ? near : raised(shortage).map((to) => ({ do: 'raise-memory-ratio', to }));
}

function cpuChanges(shortage: Shortage): readonly Change[] {
  const { needed, available } = shortage;
  const near: Change[] = [];
  if (available >= 1) near.push({ do: 'reduce-cpus', to: available });
  if (needed <= shortage.limit) near.push({ do: 'free-cpus', cpus: needed - available });
  return near.length > 0 ? near : raised(shortage).map((to) => ({ do: 'raise-cpu-ratio', to }));
}

/** The ratio at which there is just enough, rounded up to hundredths; none where that is more than a ratio may be. */
function raised({ needed, available, limit, real, maxRatio }: Shortage): readonly number[] {
  const ratio = Math.ceil(((limit - available + needed) / real) * 100) / 100;
  return real > 0 && ratio <= maxRatio ? [ratio] : [];
}
