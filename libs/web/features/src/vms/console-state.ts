import { computed, inject } from '@angular/core';
import type { Signal } from '@angular/core';
import type { VmAction } from '@rapidvm/domain';
import type { VmView } from '@rapidvm/operations';
import { Inventory } from '@rapidvm/web-data-access';
import type { Verdict } from '@rapidvm/web-ui';
import { verdictOn } from './vm-actions.ts';

/** The VM of a console tab and whether its console can be opened now. Call where injection is possible. */
export function consoleState(
  id: Signal<string>,
  action: VmAction,
): { readonly vm: Signal<VmView | undefined>; readonly verdict: Signal<Verdict> } {
  const inventory = inject(Inventory);
  const vm = computed(() => inventory.vms.get(id()));
  const verdict = computed<Verdict>(
    () => {
      const found = vm();
      return found === undefined ? { allowed: false, reason: 'There is no such VM' } : verdictOn(found, action);
    },
    { equal: (a, b) => a.allowed === b.allowed && a.reason === b.reason && a.hint === b.hint },
  );
  return { vm, verdict };
}
