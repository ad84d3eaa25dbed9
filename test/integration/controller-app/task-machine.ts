/** Every kind of task on a simulated agent, for the machine tests. */
import assert from 'node:assert/strict';
import { EventFeed, Ingest, Placer, createTaskDefinitions } from '@rapidvm/controller-app';
import type { TaskDefinitions } from '@rapidvm/controller-app';
import type { Host, Image, VmIntent, VmState } from '@rapidvm/domain';
import type { HostId, ImageId, TaskId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId, newId } from '@rapidvm/kernel';
import { createHostKeys } from '@rapidvm/controller-identity';
import type { MachineContext, OpenMachine, PreparedRun, Scenario } from '../harness/index.ts';
import { quickEngine } from '../harness/machine/run-engine.ts';
import { SimulatedAgent } from './simulated-agent.ts';
import { factsOf, GIB, hostNamed, imageNamed, intentNamed, quietMesh } from './world.ts';

const HOST = sharingHost('lab', '01890000-0000-7000-8000-000000000001');
const OTHER_HOST = sharingHost('other-lab', '01890000-0000-7000-8000-000000000003');
const IMAGE = imageNamed('tiny', { id: asId<ImageId>('01890000-0000-7000-8000-000000000002') });

/** Its datastore is the same as that of the others. */
function sharingHost(name: string, uuid: string): Host {
  const id = asId<HostId>(uuid);
  const datastores = [{ name: 'local', id: 'nas', totalBytes: 100 * GIB, freeBytes: 50 * GIB }];
  return hostNamed(name, { id, facts: factsOf(id, { datastores }) });
}

type Input<K extends keyof TaskDefinitions> = ReturnType<TaskDefinitions[K]['parseInput']>;
interface VmInput {
  readonly vmId: VmId;
}

class TaskMachine {
  readonly #context: MachineContext;
  readonly #ingest: Ingest;
  readonly agent: SimulatedAgent;
  readonly definitions: TaskDefinitions;

  constructor(context: MachineContext) {
    const { database } = context;
    this.#context = context;
    this.agent = new SimulatedAgent(context.directory);
    this.#ingest = new Ingest(context, new EventFeed(database));
    this.definitions = createTaskDefinitions({
      ...context,
      agents: this.agent,
      ingest: this.#ingest,
      placer: new Placer(context),
      mesh: quietMesh,
      keys: createHostKeys(),
      controllerUrls: () => [],
      // Writes tasks only: they are run by the engine under test.
      tasks: quickEngine(database),
    });
  }

  async #stage(host: Host, image: Image): Promise<void> {
    await this.#context.database.transaction(async (stores) => {
      if ((await stores.hosts.get(host.id)) === null) await stores.hosts.insert(host);
      if ((await stores.images.get(image.id)) === null) await stores.images.insert(image);
    });
  }

  id<I extends VmId | ImageId | HostId | TaskId>(): I {
    return newId<I>(this.#context.clock, this.#context.rng);
  }

  /** A VM on the host in this state, as tasks before would have left it. */
  async vm(
    state: 'stopped' | 'running',
    desiredPower: 'on' | 'off',
    host: Host = HOST,
  ): Promise<PreparedRun<VmInput & { generation: ReturnType<typeof asGeneration> }>> {
    const { database } = this.#context;
    await this.#stage(host, IMAGE);
    const draft = intentNamed(`vm-${this.id<VmId>().slice(-12)}`, IMAGE, { hostId: host.id });
    const spec = this.#spec(draft);
    await database.transaction((stores) => stores.vms.insert(draft, draft.createdAt));
    await this.#ingest.report(host.id, await this.agent.provisionVm(host.id, spec, asGeneration(1)));
    if (state === 'running') await this.#ingest.report(host.id, await this.agent.startVm(host.id, spec, asGeneration(1)));
    const { generation } = await database.transaction((stores) =>
      stores.vms.updateIntent(draft.id, draft.generation, { desiredPower }),
    );
    return { subject: { kind: 'vm', id: draft.id, name: draft.name }, input: { vmId: draft.id, generation } };
  }

  /** A stopped VM that was on one host and is to start on another. */
  async movingVm(): Promise<PreparedRun<Input<'startVm'>>> {
    const { subject, input } = await this.vm('stopped', 'on');
    await this.#stage(OTHER_HOST, IMAGE);
    return { subject, input: { ...input, wantedBefore: 'off', askedFor: OTHER_HOST.id, takesFrom: null } };
  }

  /** A VM that another host can take. */
  async vmToMove(): Promise<PreparedRun<Input<'moveVm'>>> {
    const { subject, input } = await this.vm('running', 'on');
    await this.#stage(OTHER_HOST, IMAGE);
    const { vmId } = input;
    return { subject, input: { vmId, from: HOST.id, runs: true, graceSeconds: 5, partOf: this.id<TaskId>() } };
  }

  /** A host with a VM that runs and one that does not. */
  async hostToDrain(): Promise<PreparedRun<Input<'drainHost'>>> {
    const uuid = this.id<HostId>();
    const host = sharingHost(`host-${uuid.slice(-12)}`, uuid);
    await this.#stage(OTHER_HOST, IMAGE);
    await this.vm('running', 'on', host);
    await this.vm('stopped', 'off', host);
    const { id, name } = host;
    return { subject: { kind: 'host', id, name }, input: { hostId: id, before: 'in-service', graceSeconds: 5 } };
  }

  /** Each where its row says, in the state that is wanted of it. */
  async undisturbed(): Promise<void> {
    const { items } = await this.read.vms.list({}, { limit: 1000 });
    for (const { intent, observed } of items) {
      assert.equal(observed.hostId, intent.hostId, `${intent.name} is where it is wanted`);
      await this.seen(intent.id, intent.desiredPower === 'on' ? 'running' : 'stopped');
    }
  }

  async creation(): Promise<PreparedRun<Input<'createVm'>>> {
    await this.#stage(HOST, IMAGE);
    const draft = intentNamed(`vm-${this.id<VmId>().slice(-12)}`, IMAGE);
    const { id, name } = draft;
    const commit: PreparedRun<unknown>['commit'] = (stores) => stores.vms.insert(draft, draft.createdAt);
    return { subject: { kind: 'vm', id, name }, input: { vmId: id, name, start: true }, commit };
  }

  async image(): Promise<Image> {
    const image = imageNamed(`image-${this.id<ImageId>().slice(-12)}`);
    await this.#stage(HOST, image);
    return image;
  }

  async host(): Promise<Host> {
    const id = this.id<HostId>();
    const host = hostNamed(`host-${id.slice(-12)}`, { id });
    await this.#stage(host, IMAGE);
    return host;
  }

  async seen(vmId: VmId, state: VmState): Promise<void> {
    assert.equal((await this.agent.find(vmId))?.state, state);
    assert.equal((await this.#context.database.read.vms.get(vmId))?.observed.state, state);
  }

  async gone(vmId: VmId): Promise<void> {
    assert.equal(await this.agent.find(vmId), null, 'the agent has it still');
    assert.equal(await this.#context.database.read.vms.get(vmId), null, 'its row is there still');
  }

  get read() {
    return this.#context.database.read;
  }

  #spec(draft: VmIntent) {
    const { id: vmId, name, spec } = draft;
    return {
      vmId,
      name,
      architecture: spec.architecture,
      cpus: 1,
      memoryMiB: 64,
      disks: [],
      nics: [],
      display: spec.display,
      restart: spec.restart,
    };
  }
}

function vmScenarios(machine: TaskMachine) {
  const { definitions } = machine;
  const create: Scenario<Input<'createVm'>> = {
    definition: definitions.createVm,
    prepare: () => machine.creation(),
    done: ({ vmId }) => machine.seen(vmId, 'running'),
    undone: ({ vmId }) => machine.gone(vmId),
  };
  const start: Scenario<Input<'startVm'>> = {
    definition: definitions.startVm,
    async prepare() {
      const { input, ...rest } = await machine.vm('stopped', 'on');
      return { ...rest, input: { ...input, wantedBefore: 'off', askedFor: null, takesFrom: null } };
    },
    done: ({ vmId }) => machine.seen(vmId, 'running'),
    async undone({ vmId }) {
      await machine.seen(vmId, 'stopped');
      assert.equal((await machine.read.vms.get(vmId))?.intent.desiredPower, 'off');
    },
  };
  const startElsewhere: Scenario<Input<'startVm'>> = {
    definition: definitions.startVm,
    prepare: () => machine.movingVm(),
    async done({ vmId }) {
      await machine.seen(vmId, 'running');
      const row = await machine.read.vms.get(vmId);
      assert.equal(row?.intent.hostId, OTHER_HOST.id);
      assert.equal(row?.observed.hostId, OTHER_HOST.id);
    },
    async undone({ vmId }) {
      await machine.seen(vmId, 'stopped');
      const row = await machine.read.vms.get(vmId);
      assert.equal(row?.intent.desiredPower, 'off');
      assert.equal(row?.intent.hostId, row?.observed.hostId);
    },
  };
  // What was stopped stays stopped: a guest that was told to power off can't be told not to.
  const stopped: Scenario<VmInput>['undone'] = async ({ vmId }, at) => {
    assert.equal((await machine.agent.find(vmId))?.state, at?.when === 'before' ? 'running' : 'stopped');
  };
  const stop: Scenario<Input<'stopVm'>> = {
    definition: definitions.stopVm,
    async prepare() {
      const run = await machine.vm('running', 'off');
      return { ...run, input: { ...run.input, graceSeconds: 5 } };
    },
    done: ({ vmId }) => machine.seen(vmId, 'stopped'),
    undone: stopped,
  };
  const kill: Scenario<Input<'killVm'>> = {
    definition: definitions.killVm,
    async prepare() {
      const { input, ...rest } = await machine.vm('running', 'off');
      return { ...rest, input: { ...input, wantedBefore: 'on' } };
    },
    done: ({ vmId }) => machine.seen(vmId, 'stopped'),
    async undone(input, at) {
      await stopped(input, at);
      const wanted = (await machine.read.vms.get(input.vmId))?.intent.desiredPower;
      assert.equal(wanted, at?.when === 'before' ? 'on' : 'off');
    },
  };
  const remove: Scenario<Input<'deleteVm'>> = {
    definition: definitions.deleteVm,
    prepare: () => machine.vm('stopped', 'off'),
    done: ({ vmId }) => machine.gone(vmId),
    async undone({ vmId }, at) {
      const untouched = at?.when === 'before' && at.step === definitions.deleteVm.steps[0]?.name;
      if (untouched) assert.equal((await machine.agent.find(vmId))?.state, 'stopped');
      else assert.equal(await machine.agent.find(vmId), null);
    },
  };
  return {
    'vm.create': create,
    'vm.start': start,
    'vm.start elsewhere': startElsewhere,
    'vm.stop': stop,
    'vm.kill': kill,
    'vm.delete': remove,
  };
}

function movingScenarios(machine: TaskMachine) {
  const { definitions, read } = machine;
  const move: Scenario<Input<'moveVm'>> = {
    definition: definitions.moveVm,
    prepare: () => machine.vmToMove(),
    async done({ vmId }) {
      await machine.seen(vmId, 'running');
      assert.equal((await read.vms.get(vmId))?.observed.hostId, OTHER_HOST.id);
      await machine.undisturbed();
    },
    async undone({ vmId }) {
      await machine.seen(vmId, 'running');
      const row = await read.vms.get(vmId);
      assert.deepEqual([row?.intent.hostId, row?.observed.hostId, row?.intent.desiredPower], [HOST.id, HOST.id, 'on']);
      assert.deepEqual(
        (await read.placement.holds(vmId)).filter(({ hostId }) => hostId !== HOST.id),
        [],
      );
    },
  };
  const drain: Scenario<Input<'drainHost'>> = {
    definition: definitions.drainHost,
    parts: [definitions.moveVm],
    prepare: () => machine.hostToDrain(),
    async done({ hostId }) {
      assert.equal((await read.hosts.get(hostId))?.host.service.mode, 'maintenance');
      assert.deepEqual(await read.vms.onHost(hostId), []);
      await machine.undisturbed();
    },
    async undone({ hostId }) {
      assert.equal((await read.hosts.get(hostId))?.host.service.mode, 'in-service');
      await machine.undisturbed();
    },
  };
  return { 'vm.move': move, 'host.drain': drain };
}

function otherScenarios(machine: TaskMachine) {
  const { definitions, read } = machine;
  const register: Scenario<Input<'registerImage'>> = {
    definition: definitions.registerImage,
    async prepare() {
      await machine.image();
      const id = machine.id<ImageId>();
      const {
        diskFormat: _format,
        diskBytes: _bytes,
        sha256: _sha,
        createdAt: _at,
        id: _id,
        ...asked
      } = imageNamed(`image-${id.slice(-12)}`);
      return { subject: { kind: 'image', id, name: asked.name }, input: { ...asked, imageId: id, kernelPath: 'images/kernel' } };
    },
    async done({ imageId }) {
      assert.equal((await read.images.get(imageId))?.diskFormat, 'qcow2');
    },
    async undone({ imageId }) {
      assert.equal(await read.images.get(imageId), null);
    },
  };
  const forget: Scenario<Input<'deleteImage'>> = {
    definition: definitions.deleteImage,
    async prepare() {
      const { id, name } = await machine.image();
      return { subject: { kind: 'image', id, name }, input: { imageId: id } };
    },
    async done({ imageId }) {
      assert.equal(await read.images.get(imageId), null);
    },
    async undone({ imageId }, at) {
      assert.equal((await read.images.get(imageId)) === null, at?.when === 'after');
    },
  };
  const lockOut: Scenario<Input<'removeHost'>> = {
    definition: definitions.removeHost,
    async prepare() {
      const { id, name } = await machine.host();
      return { subject: { kind: 'host', id, name }, input: { hostId: id, force: false } };
    },
    async done({ hostId }) {
      assert.equal(await read.hosts.get(hostId), null);
    },
    async undone({ hostId }, at) {
      assert.equal((await read.hosts.get(hostId)) === null, at?.when === 'after');
    },
  };
  return { 'image.register': register, 'image.delete': forget, 'host.remove': lockOut };
}

export const open: OpenMachine = async (context) => {
  const machine = new TaskMachine(context);
  return {
    scenarios: { ...vmScenarios(machine), ...movingScenarios(machine), ...otherScenarios(machine) },
    close: async () => undefined,
  };
};
