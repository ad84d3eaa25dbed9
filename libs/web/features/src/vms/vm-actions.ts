import type { VmAction } from '@rapidvm/domain';
import type { VmView } from '@rapidvm/operations';
import type { IconName, Verdict } from '@rapidvm/web-ui';
import { verdictOf } from '../shared/verdict-of.ts';

export type PowerAction = Extract<VmAction, 'start' | 'stop' | 'kill' | 'delete'>;

export interface ActionWords {
  readonly label: string;
  readonly icon: IconName;
  /** “Starting hello” */
  readonly doing: string;
}

export const ACTION_WORDS: Readonly<Record<PowerAction, ActionWords>> = {
  start: { label: 'Start', icon: 'start', doing: 'Starting' },
  stop: { label: 'Stop', icon: 'stop', doing: 'Stopping' },
  kill: { label: 'Kill', icon: 'kill', doing: 'Killing' },
  delete: { label: 'Delete', icon: 'delete', doing: 'Deleting' },
};

/** What the API says about an action on this VM now. */
export function verdictOn(vm: VmView, action: VmAction): Verdict {
  return verdictOf(vm, action);
}

/** Whether an action makes sense for a selection: some row allows it. Those that do not are skipped, and the reason of a refusal is the first one's. */
export function verdictOnAll(vms: readonly VmView[], action: VmAction): Verdict {
  if (vms.length === 0) return { allowed: false, reason: 'Select VMs first' };
  const verdicts = vms.map((vm) => verdictOn(vm, action));
  return verdicts.find((verdict) => verdict.allowed) ?? verdicts[0] ?? { allowed: false };
}
