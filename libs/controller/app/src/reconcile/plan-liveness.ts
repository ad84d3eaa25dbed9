/** How a host is seen by what its stream and the mesh say of it now. Pure. */
import type { HostLiveness, LivenessTrigger } from '@rapidvm/domain';
import { LIVENESS_EDGES } from '@rapidvm/domain';
import { SECOND_MS } from '@rapidvm/kernel';
import { LIVENESS } from '../limits.ts';
import type { MeshSight } from '../ports/index.ts';

/** Times are monotonic milliseconds. */
export interface Sight {
  /** Its watch stream stands. */
  readonly connected: boolean;
  /** When that stream last said anything. */
  readonly heardAt: number;
  /** Since when there is no stream; what it was before does not matter. */
  readonly lostAt: number;
  /** Why its stream ended, in words. */
  readonly lostReason: string;
  readonly mesh: MeshSight | null;
  /** This controller is cut off itself. */
  readonly isolated: boolean;
}

export interface LivenessChange {
  readonly to: HostLiveness;
  readonly reason: string | null;
  /** Peer ids of the members that no longer see it. */
  readonly witnesses: readonly string[];
}

interface Judgement extends Omit<LivenessChange, 'to'> {
  readonly trigger: Extract<LivenessTrigger, 'seen' | 'doubted' | 'lost'>;
}

/** Null: it stays. */
export function planLiveness(from: HostLiveness, sight: Sight, now: number): LivenessChange | null {
  const judgement = judge(sight, now);
  const to = judgement === null ? undefined : LIVENESS_EDGES[from][judgement.trigger];
  return judgement === null || to === undefined ? null : { to, reason: judgement.reason, witnesses: judgement.witnesses };
}

/**
 * Whoever hears a host himself believes that first: a word on its stream after the mesh lost it beats the mesh. A stream that merely stands is
 * no word: a frozen host keeps it open.
 */
function judge(sight: Sight, now: number): Judgement | null {
  const { connected, mesh, isolated } = sight;
  const blamed = mesh !== null && (mesh.state === 'suspect' || mesh.state === 'failed') ? mesh : null;
  if (connected && (blamed === null || sight.heardAt > blamed.sinceMs)) return { trigger: 'seen', reason: null, witnesses: [] };
  if (blamed !== null) {
    const words = blameOf(blamed.witnesses.length);
    const reason = isolated ? `this controller seems to be cut off itself; ${words}` : words;
    return { trigger: blamed.state === 'failed' ? 'lost' : 'doubted', reason, witnesses: blamed.witnesses };
  }
  const lostMs = now - sight.lostAt;
  if (lostMs < LIVENESS.graceMs) return null;
  const lost = `not reached for ${Math.round(lostMs / SECOND_MS)} s: ${sight.lostReason}`;
  if (isolated) return { trigger: 'doubted', reason: `this controller seems to be cut off itself; ${lost}`, witnesses: [] };
  if (mesh?.state === 'active') return { trigger: 'doubted', reason: `the mesh hears it, but it is ${lost}`, witnesses: [] };
  if (mesh?.state === 'left') return { trigger: 'lost', reason: 'its agent was stopped', witnesses: [] };
  return { trigger: 'lost', reason: lost, witnesses: [] };
}

function blameOf(witnesses: number): string {
  return witnesses === 1 ? '1 member no longer sees it' : `${witnesses} members no longer see it`;
}
