import type { VmRow } from '../ports/index.ts';

/**
 * VMs that a host should have and does not name in its listing. Left out: those never made, those already unknown or destroyed, and those a
 * task is at work on, which may have been made after the listing began. Pure.
 */
export function missingVms(rows: readonly VmRow[], listed: ReadonlySet<string>): readonly VmRow[] {
  return rows.filter(({ intent, observed, activeTaskId }) => {
    if (listed.has(intent.id) || activeTaskId !== null) return false;
    return observed.state !== 'created' && observed.state !== 'unknown' && observed.state !== 'destroyed';
  });
}
