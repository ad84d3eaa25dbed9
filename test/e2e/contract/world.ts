/**
 * A small made-up cluster that speaks the public contract, for developing and looking at the web UI without a controller. Its answers are
 * checked against the same zod schemas as the controller's, and its VM rules are the domain's own. Never shipped.
 */
import { allowedActions, nextVmState } from '@rapidvm/domain';
import type { EventKind, SubjectKind, VmState, VmTrigger } from '@rapidvm/domain';
import { RapidError, newId, notFound, sentence, workWords } from '@rapidvm/kernel';
import type { Clock, Rng } from '@rapidvm/kernel';
import type {
  AuditView,
  EventView,
  HostView,
  ImageView,
  OperationRequest,
  TaskView,
  TokenView,
  UserView,
  VmView,
} from '@rapidvm/operations';

type Listener = (message: object) => void;

type VmTaskKind = 'vm.create' | 'vm.start' | 'vm.stop' | 'vm.kill' | 'vm.delete';

const STEPS: Readonly<Record<VmTaskKind, readonly string[]>> = {
  'vm.create': ['Choose a host', 'Reserve a place', 'Copy the image', 'Write the spec', 'Tell the host'],
  'vm.start': ['Choose a host', 'Start QEMU', 'Wait until it runs'],
  'vm.stop': ['Press the power button', 'Wait for the guest', 'End QEMU'],
  'vm.kill': ['End QEMU'],
  'vm.delete': ['Take it off its host', 'Delete its disks', 'Forget it'],
};

export class World {
  readonly vms = new Map<string, VmView>();
  readonly hosts = new Map<string, HostView>();
  readonly images = new Map<string, ImageView>();
  readonly tasks = new Map<string, TaskView>();
  readonly users = new Map<string, UserView>();
  readonly tokens = new Map<string, TokenView>();
  readonly events: EventView[] = [];
  readonly audit: AuditView[] = [];
  readonly listeners = new Set<Listener>();
  readonly clock: Clock;
  readonly rng: Rng;
  /** Milliseconds one step of a task takes. */
  readonly stepMs: number;
  cursor = 0;

  constructor(clock: Clock, rng: Rng, stepMs: number) {
    this.clock = clock;
    this.rng = rng;
    this.stepMs = stepMs;
  }

  id(): string {
    return newId(this.clock, this.rng);
  }

  at(agoMs = 0): string {
    return new Date(this.clock.now() - agoMs).toISOString();
  }

  tell(message: object): void {
    for (const listener of this.listeners) listener(message);
  }

  event(
    kind: EventKind,
    subject: { kind: SubjectKind; id: string; name: string },
    message: string,
    data: Record<string, string> = {},
  ): void {
    this.cursor += 1;
    const event: EventView = { cursor: this.cursor, at: this.at(), kind, subject, message, data };
    this.events.unshift(event);
    this.tell({ type: 'event', event });
  }

  vm(id: string): VmView {
    const vm = this.vms.get(id);
    if (vm === undefined) throw notFound('VM', id);
    return vm;
  }

  /** A VM as the API would show it after `changes`: with the actions that its state allows. */
  saveVm(vm: VmView, changes: Partial<VmView>): VmView {
    const next = { ...vm, ...changes, generation: vm.generation + 1 };
    const verdicts = allowedActions({
      state: next.state,
      host: next.state === 'unknown' ? 'unreachable' : 'reachable',
      unknownReason: next.reason,
      hasDisplay: next.display !== 'none',
      mayOperate: true,
      mayEdit: true,
    });
    const saved: VmView = { ...next, allowedActions: verdicts.map((verdict) => ({ ...verdict })) };
    this.vms.set(saved.id, saved);
    this.tell({ type: 'changed', subject: { kind: 'vm', id: saved.id } });
    return saved;
  }

  move(id: string, trigger: VmTrigger, reason: string | null = null): void {
    const vm = this.vm(id);
    const state: VmState = nextVmState(vm.state, trigger);
    this.saveVm(vm, { state, since: this.at(), reason });
    const data = { from: vm.state, to: state };
    this.event('vm.state-changed', { kind: 'vm', id, name: vm.name }, `${vm.name} is ${state}`, data);
  }

  /** A VM as created, with no task on it yet. */
  add(input: OperationRequest<'vm.create'>, by: string): VmView {
    if ([...this.vms.values()].some((vm) => vm.name === input.name)) {
      throw new RapidError(
        'already-exists',
        `There is already a vm ${input.name}`,
        { kind: 'vm', name: input.name },
        'Choose another name',
      );
    }
    const image = [...this.images.values()].find((one) => one.name === input.image || one.id === input.image);
    if (image === undefined) throw notFound('image', input.image);
    const host = [...this.hosts.values()].find((one) => one.name === input.host) ?? [...this.hosts.values()][0];
    const vm = this.saveVm(
      {
        id: this.id(),
        name: input.name,
        state: 'created',
        since: this.at(),
        reason: null,
        desiredPower: input.start === true ? 'on' : 'off',
        generation: 0,
        hostId: host?.id ?? null,
        hostName: host?.name ?? null,
        architecture: image.architecture,
        accelerator: host?.inventory?.accelerator.kind ?? null,
        cpus: input.cpus ?? 1,
        memoryMiB: input.memoryMiB ?? 256,
        imageId: image.id,
        imageName: image.name,
        datastore: 'local',
        disks: [{ name: 'disk0', sizeMiB: input.diskMiB ?? null }],
        nics: [{ name: 'net0', network: 'default', mac: '52:54:00:12:34:56' }],
        display: input.display ?? 'std',
        restart: input.restart ?? 'on-failure',
        restarts: 0,
        labels: input.labels ?? {},
        placement: { accelerator: 'any', cpuModel: null, cpuFlags: [], rules: [] },
        activeTaskId: null,
        allowedActions: [],
        createdAt: this.at(),
      },
      {},
    );
    this.event('vm.created', { kind: 'vm', id: vm.id, name: vm.name }, `${vm.name} was created by ${by}`);
    return vm;
  }

  create(input: OperationRequest<'vm.create'>, by: string): { task: TaskView; vm: VmView } {
    const vm = this.add(input, by);
    const task = this.run('vm.create', vm.id, by, () => {
      this.move(vm.id, 'provisioned');
      if (input.start === true) this.start(vm.id, by);
    });
    return { task, vm };
  }

  start(id: string, by: string): TaskView {
    this.move(id, 'start-requested');
    return this.run('vm.start', id, by, () => this.move(id, 'started'));
  }

  stop(id: string, by: string): TaskView {
    this.move(id, 'stop-requested');
    return this.run('vm.stop', id, by, () => this.move(id, 'process-ended'));
  }

  kill(id: string, by: string): TaskView {
    return this.run('vm.kill', id, by, () => this.move(id, 'process-ended'));
  }

  remove(id: string, by: string): TaskView {
    const { name } = this.vm(id);
    return this.run('vm.delete', id, by, () => {
      this.vms.delete(id);
      this.event('vm.deleted', { kind: 'vm', id, name }, `${name} was deleted by ${by}`);
    });
  }

  run(kind: VmTaskKind, vmId: string, by: string, done: () => void): TaskView {
    const task = this.#newTask(kind, vmId, by);
    this.tasks.set(task.id, task);
    this.saveVm(this.vm(vmId), { activeTaskId: task.id });
    this.event(
      'task.created',
      { kind: 'task', id: task.id, name: kind },
      `${sentence(workWords(kind))} ${task.subject.name}: asked for by ${by}`,
    );
    this.#step(task.id, 0, done);
    return task;
  }

  #newTask(kind: VmTaskKind, vmId: string, by: string): TaskView {
    const names = STEPS[kind];
    return {
      id: this.id(),
      kind,
      subject: { kind: 'vm', id: vmId, name: this.vm(vmId).name },
      state: 'running',
      progress: 0,
      message: names[0] ?? '',
      steps: names.map((name) => ({ name, state: 'waiting' as const, pointOfNoReturn: false, startedAt: null, endedAt: null })),
      cancelRequested: false,
      error: null,
      requestedBy: by,
      allowedActions: [],
      createdAt: this.at(),
      startedAt: this.at(),
      endedAt: null,
    };
  }

  /** A task that ended a minute ago. */
  pastTask(vmId: string, kind: VmTaskKind): TaskView {
    const task = this.#newTask(kind, vmId, 'admin');
    const [startedAt, endedAt] = [this.at(64_000), this.at(58_000)];
    return {
      ...task,
      createdAt: startedAt,
      startedAt,
      endedAt,
      steps: task.steps.map((step) => ({ ...step, state: 'done', startedAt, endedAt })),
    };
  }

  #step(taskId: string, index: number, done: () => void): void {
    const task = this.tasks.get(taskId);
    if (task === undefined) return;
    if (task.cancelRequested) return this.#end({ ...task, state: 'cancelled', message: 'Cancelled; what it did is undone' });
    if (index === task.steps.length) {
      done();
      return this.#end({ ...task, state: 'succeeded', progress: 1, message: 'Done' });
    }
    const steps = task.steps.map((step, at) => {
      if (at === index) return { ...step, state: 'running' as const, startedAt: this.at() };
      return at === index - 1 ? { ...step, state: 'done' as const, endedAt: this.at() } : step;
    });
    this.tasks.set(taskId, { ...task, steps, progress: index / steps.length, message: steps[index]?.name ?? '' });
    this.event('task.progressed', { kind: 'task', id: taskId, name: task.kind }, steps[index]?.name ?? '');
    setTimeout(() => this.#step(taskId, index + 1, done), this.stepMs).unref();
  }

  #end(task: TaskView): void {
    const steps = task.steps.map((step) =>
      step.state === 'running' ? { ...step, state: 'done' as const, endedAt: this.at() } : step,
    );
    this.tasks.set(task.id, { ...task, steps, endedAt: this.at() });
    const vm = this.vms.get(task.subject.id);
    if (vm !== undefined) this.saveVm(vm, { activeTaskId: null });
    this.event(
      'task.ended',
      { kind: 'task', id: task.id, name: task.kind },
      `${sentence(workWords(task.kind))} ${task.subject.name}: ${task.state}`,
    );
  }
}
