/** Domain rows as the API shows them. Pure. */
import type {
  ActionVerdict,
  ApiToken,
  AuditEntry,
  Caller,
  DomainEvent,
  HostReach,
  HostState,
  Role,
  Task,
  User,
  VmSpec,
} from '@rapidvm/domain';
import { allowedActions, allowedTaskActions, CAN_COMMAND, may, PERMISSIONS, placementOf } from '@rapidvm/domain';
import type { Page } from '@rapidvm/operations';
import type { AuditView, EventView, SessionView, TaskView, TokenView, UserView, VmView } from '@rapidvm/operations';
import type { VmRow } from './ports/index.ts';

export function toPage<T, V>(page: Page<T>, view: (item: T) => V): { items: V[]; nextCursor: string | null } {
  return { items: page.items.map(view), nextCursor: page.nextCursor };
}

export function toVmView(row: VmRow, role: Role): VmView {
  const { intent, observed } = row;
  const { spec } = intent;
  return {
    id: intent.id,
    name: intent.name,
    state: observed.state,
    since: observed.since,
    reason: observed.reason,
    desiredPower: intent.desiredPower,
    generation: intent.generation,
    hostId: intent.hostId,
    hostName: row.hostName,
    architecture: spec.architecture,
    accelerator: observed.accelerator,
    cpus: spec.cpus,
    memoryMiB: spec.memoryMiB,
    imageId: spec.imageId,
    imageName: row.imageName,
    datastore: spec.datastore,
    disks: spec.disks.map(({ name, sizeMiB }) => ({ name, sizeMiB: sizeMiB ?? null })),
    nics: spec.nics.map((nic) => ({ ...nic })),
    display: spec.display,
    restart: spec.restart,
    restarts: observed.restarts,
    labels: { ...spec.labels },
    placement: toWishesView(spec),
    activeTaskId: row.activeTaskId,
    allowedActions: verdictsFor(row, role).map((verdict) => ({ ...verdict })),
    createdAt: intent.createdAt,
  };
}

export function toWishesView(spec: VmSpec): VmView['placement'] {
  const { accelerator, cpuModel, cpuFlags, rules } = placementOf(spec);
  return { accelerator, cpuModel, cpuFlags: [...cpuFlags], rules: rules.map((rule) => ({ ...rule })) };
}

/** What this role may do with the VM now, and why not the rest. */
export function verdictsFor({ intent, observed, hostState }: VmRow, role: Role): readonly ActionVerdict[] {
  return allowedActions({
    state: observed.state,
    host: reachOf(hostState),
    unknownReason: observed.state === 'unknown' ? observed.reason : null,
    hasDisplay: intent.spec.display !== 'none',
    mayOperate: may(role, 'operate'),
    mayEdit: may(role, 'edit'),
  });
}

function reachOf(state: HostState | null): HostReach {
  if (state === null) return 'none';
  if (state === 'left') return 'removed';
  return CAN_COMMAND.includes(state) ? 'reachable' : 'unreachable';
}

export function toTaskView(task: Task, role: Role): TaskView {
  return {
    ...task,
    subject: { ...task.subject },
    steps: task.steps.map((step) => ({ ...step })),
    allowedActions: allowedTaskActions({ ...task, mayOperate: may(role, 'operate') }).map((verdict) => ({ ...verdict })),
    error: task.error && { ...task.error, details: { ...task.error.details } },
  };
}

export function toEventView(event: DomainEvent): EventView {
  return { ...event, subject: { ...event.subject }, data: { ...event.data } };
}

export const toUserView = ({ id, name, role, createdAt }: User): UserView => ({ id, name, role, createdAt });

export function toTokenView({ id, name, userId, role, createdAt, expiresAt, lastUsedAt }: ApiToken): TokenView {
  return { id, name, userId, role, createdAt, expiresAt, lastUsedAt };
}

export const toAuditView = (entry: AuditEntry): AuditView => ({ ...entry });

export function toSessionView(user: User, role: Caller['role'], expiresAt: string | null): SessionView {
  return { user: toUserView(user), permissions: PERMISSIONS.filter((permission) => may(role, permission)), expiresAt };
}
