import type { HostView } from '@rapidvm/operations';

/** How many VMs a host has and how many of them run, as far as it told. */
export function vmsText({ vmCount, load }: Pick<HostView, 'vmCount' | 'load'>): string {
  return load === null || vmCount === 0 ? String(vmCount) : `${vmCount} (${load.runningVms} running)`;
}
