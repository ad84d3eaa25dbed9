/** When a VM that ended unasked is started again, and after how long. Pure. */
import type { RestartMode } from '@rapidvm/domain';
import { assertNever } from '@rapidvm/kernel';
import { RESTART_CAP_MS, RESTART_FIRST_MS, STABLE_RUN_MS } from '../limits.ts';

export type UnaskedEnd = 'crashed' | 'guest-powered-off';

export function restartsAfter(mode: RestartMode, end: UnaskedEnd): boolean {
  switch (mode) {
    case 'always':
      return true;
    case 'on-failure':
      return end === 'crashed';
    case 'never':
      return false;
    default:
      return assertNever(mode);
  }
}

/** Failures in a row, counting the one now: a stable run forgets those before it. */
export function failuresAfter(failuresBefore: number, ranForMs: number): number {
  return ranForMs >= STABLE_RUN_MS ? 1 : failuresBefore + 1;
}

/** Milliseconds until the restart after `failures` (≥ 1) in a row: doubled each time, up to the cap. */
export function restartDelayMs(failures: number): number {
  return Math.min(RESTART_CAP_MS, RESTART_FIRST_MS * 2 ** Math.min(failures - 1, 30));
}
