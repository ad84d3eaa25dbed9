/**
 * The controller's memory as its rules see it. `controller/persistence` implements it on PostgreSQL; nothing else may hold state that
 * must outlive the process.
 */
import type {
  AuditEntry,
  DomainEvent,
  EventKind,
  Host,
  HostFacts,
  HostHardware,
  HostLiveness,
  HostMode,
  HostPlacement,
  HostService,
  HostSight,
  HostState,
  Image,
  ImageUse,
  NewEvent,
  Role,
  Task,
  TaskKind,
  TaskState,
  VmIntent,
  VmObserved,
  VmState,
} from '@rapidvm/domain';
import type { ApiToken, User } from '@rapidvm/domain';
import type { Generation, HostId, ImageId, TaskId, TokenId, UserId, VmId } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import type { AuthorityStore } from './identity.ts';
import type { Room } from '@rapidvm/scheduler';
import type { PlacementStore } from './placement-store.ts';

export interface PageQuery {
  readonly limit: number;
  /** Opaque; refused with `invalid-input` when it is not one we gave out. */
  readonly cursor?: string;
}

/** A VM as lists show it: intent and observed rows joined, names resolved, in one query whatever the page size. */
export interface VmRow {
  readonly intent: VmIntent;
  readonly observed: VmObserved;
  readonly hostName: string | null;
  readonly hostState: HostState | null;
  readonly imageName: string;
  readonly activeTaskId: TaskId | null;
}

export interface VmFilter {
  readonly ids?: readonly VmId[];
  readonly name?: string;
  /** Part of the name, or of a label's key or value. */
  readonly search?: string;
  readonly states?: readonly VmState[];
  readonly hostId?: HostId;
}

export interface VmStore {
  list(filter: VmFilter, page: PageQuery): Promise<Page<VmRow>>;
  get(id: VmId): Promise<VmRow | null>;
  /** As it is once nobody else is changing it; nobody else does until the transaction ends. */
  getToChange(id: VmId): Promise<VmRow | null>;
  findByName(name: string): Promise<VmRow | null>;
  onHost(hostId: HostId): Promise<readonly VmRow[]>;
  /**
   * Inserts intent and a first observed row (`created`). Refuses `already-exists` when the name is taken. When a MAC address is, the
   * transaction is done again, and is to draw another.
   */
  insert(intent: VmIntent, since: string): Promise<void>;
  /** Writes the intent only if its row still has `expected`; sets generation to expected + 1. Refuses `stale-generation`. */
  updateIntent(
    id: VmId,
    expected: Generation,
    change: Partial<Pick<VmIntent, 'name' | 'spec' | 'desiredPower' | 'hostId'>>,
  ): Promise<VmIntent>;
  /**
   * Writes the observed row only if `observed.generation` supersedes the stored one, or equals it while the stored state is `unknown` (the
   * controller had lost sight; the agent's word of before still stands). The first word of another host stands too: generations are each host's own.
   * Only the host that the VM is to be on is heard, whoever was when the report came. Returns the row before, or null when it lost.
   */
  observe(observed: VmObserved): Promise<VmObserved | null>;
  /**
   * For what the controller itself sees (a host that is lost): state `unknown` with this reason, the agent's generation left alone. VMs that
   * are `created`, `unknown` or `destroyed` already stay as they are. Returns the rows before of those that changed.
   */
  markUnseen(hostId: HostId, since: string, reason: string): Promise<readonly VmObserved[]>;
  /** The same for one VM (its host no longer has it). Null: nothing changed. */
  markVmUnseen(id: VmId, since: string, reason: string): Promise<VmObserved | null>;
  /** Gives back what it holds on hosts, too. */
  delete(id: VmId): Promise<void>;
}

export interface HostFilter {
  readonly ids?: readonly HostId[];
  readonly name?: string;
}

export interface HostRow {
  readonly host: Host;
  /** Null: its agent has not told. */
  readonly hardware: HostHardware | null;
  readonly vmCount: number;
  readonly placement: HostPlacement;
  /** Null: its limits are not known yet. */
  readonly capacity: { readonly memoryMiB: Room; readonly cpus: Room } | null;
}

/** One start of an agent: its random name, and the number of its newest hello. */
export interface AgentStart {
  readonly id: string;
  readonly hello: number;
}

/** The start that speaks for a host. */
export interface AgentInstance extends AgentStart {
  /** Those that did before, the latest first. */
  readonly earlier: readonly AgentStart[];
}

export interface HostStore {
  list(filter: HostFilter, page: PageQuery): Promise<Page<HostRow>>;
  all(): Promise<readonly Host[]>;
  get(id: HostId): Promise<HostRow | null>;
  /** Locks its row until the end of the transaction: whoever places VMs there is done before, or sees what is changed. Harmless when it is gone. */
  lock(id: HostId): Promise<void>;
  insert(host: Host): Promise<void>;
  updateAddresses(id: HostId, agentAddress: string, meshAddress: string | null): Promise<void>;
  /** Writes facts only if their version supersedes the stored ones. Returns whether they were news. */
  observeFacts(facts: HostFacts, seenAt: string): Promise<boolean>;
  /** What its agent says that it is made of. */
  observeHardware(id: HostId, hardware: HostHardware): Promise<void>;
  touch(id: HostId, seenAt: string): Promise<void>;
  /** Refuses `already-exists` for a name that is taken. */
  rename(id: HostId, name: string): Promise<void>;
  /** Writes what is seen of it and returns the liveness before; null when that was the same, whose `since` then stays. */
  setSight(id: HostId, sight: HostSight): Promise<HostLiveness | null>;
  /** Writes what is wanted of it if it is `from` still; returns whether it was. */
  setService(id: HostId, from: HostMode, service: HostService): Promise<boolean>;
  /** The start of its agent that speaks for it; null until one has said hello. */
  instance(id: HostId): Promise<AgentInstance | null>;
  setInstance(id: HostId, instance: AgentInstance): Promise<void>;
  setProtocol(id: HostId, protocol: number): Promise<void>;
  delete(id: HostId): Promise<void>;
}

export interface ImageStore {
  list(filter: { readonly name?: string }, page: PageQuery): Promise<Page<Image>>;
  get(id: ImageId): Promise<Image | null>;
  findByName(name: string): Promise<Image | null>;
  insert(image: Image): Promise<void>;
  delete(id: ImageId): Promise<void>;
  /** The VMs whose spec names each of these images: a few names, in order, and the count. Images that none names are not in it. */
  usedBy(ids: readonly ImageId[]): Promise<ReadonlyMap<ImageId, ImageUse>>;
}

export interface TaskStore {
  list(
    filter: { readonly ids?: readonly TaskId[]; readonly states?: readonly TaskState[]; readonly subjectId?: string },
    page: PageQuery,
  ): Promise<Page<Task>>;
  get(id: TaskId): Promise<Task | null>;
  /** Refuses `wrong-state` when the subject already has a task that has not ended (one task per subject at a time). */
  insert(task: Task, input: unknown): Promise<void>;
  input(id: TaskId): Promise<unknown>;
  update(
    id: TaskId,
    change: Partial<
      Pick<Task, 'state' | 'progress' | 'message' | 'steps' | 'cancelRequested' | 'error' | 'startedAt' | 'endedAt'>
    >,
    /** With it, refuses `already-running` unless this owner has the task's lease. */
    heldBy?: string,
  ): Promise<Task>;
  activeFor(subjectId: string): Promise<Task | null>;
  /** Tasks that this one has begun, oldest first: those whose input names it as `partOf`. */
  partsOf(id: TaskId): Promise<readonly Task[]>;
  unfinished(): Promise<readonly Task[]>;
  /** Takes the lease of unfinished tasks, oldest first, that nobody holds, whose lease is over, or that `owner` held before. */
  claim(claim: TaskClaim): Promise<readonly Task[]>;
  /** Prolongs all leases of `owner` and returns those tasks, as they are now. One that is missing was taken over or has ended. */
  renewLeases(owner: string, leaseMs: number): Promise<readonly Task[]>;
  /** Gives one lease back, so that another controller need not wait until it is over. */
  releaseLease(id: TaskId, owner: string): Promise<void>;
}

/** Leases are timed by the database's clock alone. */
export interface TaskClaim {
  /** UUID of the claiming controller process. */
  readonly owner: string;
  readonly kinds: readonly TaskKind[];
  readonly leaseMs: number;
  readonly limit: number;
  /** Only this one. */
  readonly id?: TaskId;
  /** Tasks the owner runs already. */
  readonly except: readonly TaskId[];
}

export interface EventStore {
  /** Appends in this transaction; the cursor is given in commit order so that a reader never misses a late one. */
  append(event: NewEvent): Promise<void>;
  list(
    filter: { readonly subjectId?: string; readonly kinds?: readonly EventKind[] },
    page: PageQuery,
  ): Promise<Page<DomainEvent>>;
  /** Oldest first, cursor > after, at most `limit`. */
  after(cursor: number, limit: number): Promise<readonly DomainEvent[]>;
  latestCursor(): Promise<number>;
}

export interface UserRecord extends User {
  readonly passwordHash: string;
}
export interface TokenRecord extends ApiToken {
  /** SHA-256 of the secret: it has 256 bits of randomness, so a slow hash would add nothing. */
  readonly secretHash: string;
}
export interface SessionRecord {
  readonly secretHash: string;
  readonly userId: UserId;
  readonly createdAt: string;
  readonly expiresAt: string;
}
export interface InvitationRecord {
  readonly id: string;
  readonly secretHash: string;
  readonly expiresAt: string;
  readonly createdBy: string;
}

export interface AccessStore {
  listUsers(page: PageQuery): Promise<Page<User>>;
  user(id: UserId): Promise<UserRecord | null>;
  userByName(name: string): Promise<UserRecord | null>;
  insertUser(user: UserRecord): Promise<void>;
  updateUser(id: UserId, change: { readonly role?: Role; readonly passwordHash?: string }): Promise<User>;
  deleteUser(id: UserId): Promise<void>;
  countAdmins(): Promise<number>;
  listTokens(filter: { readonly userId?: UserId }, page: PageQuery): Promise<Page<ApiToken>>;
  token(id: TokenId): Promise<TokenRecord | null>;
  tokenByHash(secretHash: string): Promise<TokenRecord | null>;
  insertToken(token: TokenRecord): Promise<void>;
  touchToken(id: TokenId, at: string): Promise<void>;
  deleteToken(id: TokenId): Promise<void>;
  sessionByHash(secretHash: string): Promise<SessionRecord | null>;
  insertSession(session: SessionRecord): Promise<void>;
  deleteSession(secretHash: string): Promise<void>;
  /** `except`: hash of the session that goes on. */
  deleteSessionsOf(userId: UserId, except?: string): Promise<void>;
  deleteExpired(now: string): Promise<void>;
  insertInvitation(invitation: InvitationRecord): Promise<void>;
  /** Takes the invitation away and returns it: whoever gets it first is the only one. */
  takeInvitation(id: string): Promise<InvitationRecord | null>;
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  list(page: PageQuery): Promise<Page<AuditEntry>>;
}

export interface IdempotencyRecord {
  readonly key: string;
  readonly actor: string;
  readonly operation: string;
  readonly requestHash: string;
  /** JSON of the answer. */
  readonly response: string;
  readonly createdAt: string;
}

export interface IdempotencyStore {
  get(actor: string, key: string): Promise<IdempotencyRecord | null>;
  /** Refuses `idempotency-mismatch` when another transaction has taken the key. */
  insert(record: IdempotencyRecord): Promise<void>;
  deleteOlderThan(at: string): Promise<void>;
}

/** Small named values: the member table's version, the CA's fingerprint. */
export interface SettingStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  /** Adds 1 and returns the new value; starts at 1. */
  increment(name: string): Promise<number>;
}

export interface Stores {
  readonly vms: VmStore;
  readonly hosts: HostStore;
  readonly images: ImageStore;
  readonly tasks: TaskStore;
  readonly events: EventStore;
  readonly access: AccessStore;
  readonly audit: AuditStore;
  readonly idempotency: IdempotencyStore;
  readonly settings: SettingStore;
  readonly authority: AuthorityStore;
  readonly placement: PlacementStore;
}

export interface Database {
  /** Reads outside a transaction; each call sees what is committed. */
  readonly read: Stores;
  /** All or nothing. Serialisation failures and deadlocks are tried again a bounded number of times. */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Calls back (coalesced) after events were committed by any controller (LISTEN/NOTIFY). Returns how to stop. */
  onEvents(listener: () => void): () => void;
}
