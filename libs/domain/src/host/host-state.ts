/**
 * The states of a host, as one table of edges for what is observed of it and one for what people want of it.
 *
 *   seen:     joining ──► active ◄──► suspect ──► failed ──► active …      and from every state: left, back by joining again
 *   service:  in-service ◄──► draining ──► maintenance ◄──► in-service
 *
 * The two never overwrite each other: a host in maintenance may fail and come back, and is in maintenance still. People see one state that
 * both give together: what keeps a host from being reached comes before what people decided about it.
 */
import { RapidError } from '@rapidvm/kernel';

/** joining: admitted, never seen yet. suspect: some no longer see it. failed: most no longer see it. left: removed, locked out. */
export const HOST_LIVENESS = ['joining', 'active', 'suspect', 'failed', 'left'] as const;
export type HostLiveness = (typeof HOST_LIVENESS)[number];

/** draining: its VMs are being moved away. maintenance: it takes no VMs and starts none; those that run there run on. */
export const HOST_MODES = ['in-service', 'draining', 'maintenance'] as const;
export type HostMode = (typeof HOST_MODES)[number];

/** What people see. */
export const HOST_STATES = ['joining', 'active', 'suspect', 'failed', 'maintenance', 'draining', 'left'] as const;
export type HostState = (typeof HOST_STATES)[number];

export const LIVENESS_TRIGGERS = ['seen', 'doubted', 'lost', 'removed', 'admitted'] as const;
export type LivenessTrigger = (typeof LIVENESS_TRIGGERS)[number];

type LivenessEdges = Readonly<Partial<Record<LivenessTrigger, HostLiveness>>>;

/** liveness → trigger → next liveness. What is not here cannot happen. */
export const LIVENESS_EDGES: Readonly<Record<HostLiveness, LivenessEdges>> = {
  joining: { seen: 'active', removed: 'left' },
  active: { doubted: 'suspect', lost: 'failed', removed: 'left' },
  suspect: { seen: 'active', lost: 'failed', removed: 'left' },
  failed: { seen: 'active', removed: 'left' },
  left: { admitted: 'joining' },
};

export const MODE_TRIGGERS = ['maintenance-begun', 'maintenance-ended', 'drain-begun', 'drain-ended', 'drain-abandoned'] as const;
export type ModeTrigger = (typeof MODE_TRIGGERS)[number];

type ModeEdges = Readonly<Partial<Record<ModeTrigger, HostMode>>>;

/** mode → trigger → next mode. What is not here cannot happen. */
export const MODE_EDGES: Readonly<Record<HostMode, ModeEdges>> = {
  'in-service': { 'maintenance-begun': 'maintenance', 'drain-begun': 'draining' },
  draining: { 'drain-ended': 'maintenance', 'drain-abandoned': 'in-service' },
  maintenance: { 'maintenance-ended': 'in-service', 'drain-begun': 'draining' },
};

/** Its agent can be commanded, and what is known of its VMs is true now. */
export const CAN_COMMAND: readonly HostState[] = ['active', 'maintenance', 'draining'];
/** It takes new VMs and starts those it has. */
export const CAN_TAKE_VMS: readonly HostState[] = ['active'];

/** Nothing is heard of it any more: what it told of itself was so when it was last seen. */
export const IS_LOST: readonly HostLiveness[] = ['failed', 'left'];

/** What is observed of a host. Written by the liveness reconciler alone. */
export interface HostSight {
  readonly liveness: HostLiveness;
  /** RFC 3339. */
  readonly since: string;
  /** Why, in words; null where that is plain. */
  readonly reason: string | null;
  /** Names of the members that no longer see it. */
  readonly witnesses: readonly string[];
}

/** What people want of a host. Written by use-cases and tasks alone. */
export interface HostService {
  readonly mode: HostMode;
  readonly since: string;
  /** Who wanted it, or why, in words. */
  readonly reason: string | null;
}

export interface ShownHostState {
  readonly state: HostState;
  readonly since: string;
  readonly reason: string | null;
}

/** The one state that both give: whoever can't be reached is shown as that first. */
export function hostStateOf(liveness: HostLiveness, mode: HostMode): HostState {
  if (liveness !== 'active') return liveness;
  return mode === 'in-service' ? 'active' : mode;
}

/** That state, with since when and why from the one of the two that it comes from. */
export function shownHostState(sight: HostSight, service: HostService): ShownHostState {
  const state = hostStateOf(sight.liveness, service.mode);
  const { since, reason } = state === 'maintenance' || state === 'draining' ? service : sight;
  return { state, since, reason };
}

/** The liveness after `trigger`; an impossible edge is a coded error, never a silent no-op. */
export function nextLiveness(from: HostLiveness, trigger: LivenessTrigger): HostLiveness {
  return LIVENESS_EDGES[from][trigger] ?? impossible('host liveness', from, trigger);
}

/** The mode after `trigger`; refuses `invalid-edge`. */
export function nextMode(from: HostMode, trigger: ModeTrigger): HostMode {
  return MODE_EDGES[from][trigger] ?? impossible('host service', from, trigger);
}

function impossible(machine: string, from: string, trigger: string): never {
  const hint = 'Look at the host again: its state has changed';
  throw new RapidError('invalid-edge', `A host that is ${from} can't take “${trigger}”`, { machine, from, trigger }, hint);
}
