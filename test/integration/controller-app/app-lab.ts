/** The controller's rules on a real PostgreSQL and a real task engine, with simulated agents. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppDeps, CallContext, ControllerApp, HandledOperation } from '@rapidvm/controller-app';
import { allDefinitions, createControllerApp } from '@rapidvm/controller-app';
import { createTaskEngine } from '@rapidvm/controller-tasks';
import type { Host, Image, Role, VmReport } from '@rapidvm/domain';
import { TASK_ENDED } from '@rapidvm/domain';
import type { TaskId, VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import type { OperationOutput, OperationRequest, TaskView } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import { eventually, recordingLogger } from '@rapidvm/testing';
import type { TestDatabase } from '../harness/index.ts';
import { startDatabase } from '../harness/index.ts';
import { SimulatedAgent } from './simulated-agent.ts';
import { callerAs, depsWith, hostNamed, imageNamed, system } from './world.ts';

const QUICK = { leaseMs: 1000, heartbeatMs: 100 };

export class AppLab {
  readonly database: TestDatabase;
  readonly agent: SimulatedAgent;
  readonly deps: AppDeps;
  readonly app: ControllerApp;
  readonly host: Host;
  readonly image: Image;
  readonly #directory: string;

  private constructor(database: TestDatabase, directory: string, change: Partial<AppDeps>) {
    this.database = database;
    this.#directory = directory;
    this.agent = new SimulatedAgent(directory);
    const tasks = createTaskEngine({ database: database.database, ...system, logger: recordingLogger(), timing: QUICK });
    this.deps = { ...depsWith(database.database, tasks, this.agent), ...change };
    this.app = createControllerApp(this.deps);
    this.host = hostNamed('lab');
    this.image = imageNamed('tiny');
  }

  static async open(change: Partial<AppDeps> = {}): Promise<AppLab> {
    const lab = new AppLab(await startDatabase(), await mkdtemp(join(tmpdir(), 'rapidvm-app-')), change);
    await lab.deps.tasks.start(allDefinitions(lab.app.definitions));
    await lab.deps.database.transaction(async (stores) => {
      await stores.hosts.insert(lab.host);
      await stores.images.insert(lab.image);
    });
    return lab;
  }

  get read() {
    return this.deps.database.read;
  }

  /** Calls an operation as the API would: input checked, defaults filled in. */
  async call<K extends HandledOperation>(
    operation: K,
    request: OperationRequest<K>,
    as: Role | Partial<CallContext> = 'admin',
  ): Promise<OperationOutput<K>> {
    const context: CallContext = {
      caller: callerAs(typeof as === 'string' ? as : 'admin'),
      from: '192.0.2.1',
      ...(typeof as === 'string' ? {} : as),
    };
    const schema: { parse(value: unknown): unknown } = OPERATIONS[operation].input;
    const handler = this.app.handlers[operation];
    return handler(context, schema.parse(request) as never);
  }

  /** The task once it has ended. */
  async ended(task: TaskView, deadlineMs = 60_000): Promise<TaskView> {
    return eventually(async () => {
      const now = await this.call('task.get', { id: task.id });
      return TASK_ENDED.includes(now.state) ? now : null;
    }, deadlineMs);
  }

  async vm(name: string, start = false): Promise<VmId> {
    const { task, vm } = await this.call('vm.create', { name, image: 'tiny', start });
    const ended = await this.ended(task);
    if (ended.state !== 'succeeded') throw new Error(`vm.create ended ${JSON.stringify(ended)}`);
    return asId<VmId>(vm.id);
  }

  async state(id: string): Promise<string | undefined> {
    return (await this.read.vms.get(asId<VmId>(id)))?.observed.state;
  }

  /** What happens on the host by itself, told to the controller. */
  async tell(report: VmReport) {
    return this.app.ingest.report(this.host.id, report);
  }

  async events(subjectId: string): Promise<readonly string[]> {
    const { items } = await this.read.events.list({ subjectId }, { limit: 100 });
    return items.map(({ kind, data }) => (kind === 'vm.state-changed' ? `${data['from']}→${data['to']}` : kind)).reverse();
  }

  async task(id: TaskId) {
    return this.read.tasks.get(id);
  }

  async close(): Promise<void> {
    await this.deps.tasks.stop();
    this.app.events.close();
    await this.database.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
