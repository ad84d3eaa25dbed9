/** Which hosts' states must change, by what is seen of them now. Pure. */
import type { Host } from '@rapidvm/domain';
import { assertNever, SECOND_MS } from '@rapidvm/kernel';
import { LIVENESS } from '../limits.ts';

/** How a host is seen. Times are monotonic milliseconds. */
export interface Sight {
  readonly connected: boolean;
  readonly heardByMesh: boolean;
  /** Since when neither is so; what it was before does not matter. */
  readonly lostAt: number;
  /** Why its stream ended, in words. */
  readonly lostReason: string;
}

export interface LivenessChange {
  readonly to: 'active' | 'unreachable';
  readonly reason: string | null;
}

/** Null: the state stays. A host is lost only when its stream is gone and the mesh has not heard it either, for a while. */
export function planLiveness(state: Host['state'], sight: Sight, now: number): LivenessChange | null {
  switch (state) {
    case 'joining':
    case 'unreachable':
      return sight.connected ? { to: 'active', reason: null } : null;
    case 'active': {
      const seen = sight.connected || sight.heardByMesh;
      const lostMs = now - sight.lostAt;
      if (seen || lostMs < LIVENESS.graceMs) return null;
      return { to: 'unreachable', reason: `not seen for ${Math.round(lostMs / SECOND_MS)} s: ${sight.lostReason}` };
    }
    case 'removed':
      return null;
    default:
      return assertNever(state);
  }
}
