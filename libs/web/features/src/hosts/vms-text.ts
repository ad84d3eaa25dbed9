import type { HostView } from '@rapidvm/operations';

/** How many VMs a host has and how many of them run; of one that can't be seen nobody knows that now, whatever it told last. */
export function vmsText({ vmCount, load, liveness }: Pick<HostView, 'vmCount' | 'load' | 'liveness'>): string {
  if (load === null || vmCount === 0) return String(vmCount);
  return liveness === 'active' ? `${vmCount} (${load.runningVms} running)` : `${vmCount} (unknown)`;
}
