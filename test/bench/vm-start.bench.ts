/** From asking for a start until the asker knows that QEMU runs: ours against `virsh start` of an equal guest, in turns. */
import type { TaskView } from '@rapidvm/operations';
import type { Product } from '../e2e/harness/index.ts';
import { ApiSession } from './support/api-session.ts';
import { commandOf, startBare } from './support/bare-qemu.ts';
import { openLibvirt, type Libvirt } from './support/libvirt.ts';
import { packageVersion, qemuVersion } from './support/machine-kind.ts';
import { ensure, LIBVIRT } from './support/needs.ts';
import { definePeer } from './support/peer-domain.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { inTurns, valuesOf, type Contender } from './support/rounds.ts';
import { figure, ratio, spread, summarise } from './support/statistics.ts';
import { filesOf, guestImage, makeVm, withProduct } from './support/with-product.ts';

const ROUNDS = 25;
const MEMORY_MIB = 256;

const OURS = 'RapidVM, API, open connection';
const OURS_FRESH = 'RapidVM, API, new TLS connection';
const PEER = '`virsh start`';
const PEER_SESSION = '`start` in an open `virsh`';
const BARE = 'QEMU alone, spawned until `cont` is answered';

/** Where the time of our start went, milliseconds from the call. */
interface Stages {
  readonly answered: number[];
  readonly begun: number[];
  readonly told: number[];
  readonly ended: number[];
}

const at = (time: string | null): number => Date.parse(time ?? '');

class OurVm {
  readonly stages: Stages = { answered: [], begun: [], told: [], ended: [] };
  readonly #product: Product;
  readonly #api: ApiSession;
  readonly #id: string;

  constructor(product: Product, api: ApiSession, id: string) {
    this.#product = product;
    this.#api = api;
    this.#id = id;
  }

  /** Milliseconds until the event stream has told that it runs; then kills it. */
  async startOnce(fresh: boolean): Promise<number> {
    const wall = Date.now();
    const begun = performance.now();
    const running = this.#api.told(this.#id, 'running').then(() => performance.now() - begun);
    const ended = this.#api.taskEnded(this.#id);
    const { task, ms } = await this.#api.begin(`/vms/${this.#id}/start`, fresh);
    const told = await running;
    await ended;
    const whole = await this.#product.api.call('task.get', { id: task.id });
    if (!fresh) this.#note(whole, wall, ms, told);
    await this.kill();
    return told;
  }

  async start(): Promise<void> {
    const ended = this.#api.taskEnded(this.#id);
    await this.#api.begin(`/vms/${this.#id}/start`);
    await ended;
  }

  async kill(): Promise<void> {
    const ended = this.#api.taskEnded(this.#id);
    await this.#api.begin(`/vms/${this.#id}/kill`);
    await ended;
    await this.#product.vmIn(this.#id, 'stopped');
  }

  #note(task: TaskView, wall: number, answered: number, told: number): void {
    this.stages.answered.push(answered);
    this.stages.begun.push(at(task.startedAt) - wall);
    this.stages.told.push(told);
    this.stages.ended.push(at(task.endedAt) - wall);
  }
}

async function measure(product: Product, api: ApiSession, libvirt: Libvirt) {
  const vm = await makeVm(product, 'bench', { memoryMiB: MEMORY_MIB });
  const ours = new OurVm(product, api, vm.id);
  const files = filesOf(product, await guestImage(product));
  const peer = await definePeer(libvirt, 'rapidvm-bench-peer', files, MEMORY_MIB);
  try {
    await ours.start();
    const command = await commandOf((await product.processes()).qemu.get(vm.id) ?? 0);
    await ours.kill();
    const peerStart = (start: () => Promise<string>) => async (): Promise<number> => {
      const begun = performance.now();
      await start();
      const ms = performance.now() - begun;
      await libvirt.virsh('destroy', peer.name);
      return ms;
    };
    const contenders: readonly Contender[] = [
      { name: OURS, once: () => ours.startOnce(false) },
      { name: PEER, once: peerStart(() => libvirt.virsh('start', peer.name)) },
      { name: OURS_FRESH, once: () => ours.startOnce(true) },
      { name: PEER_SESSION, once: peerStart(() => libvirt.inSession(`start ${peer.name}`)) },
      { name: BARE, once: () => bareStart(command) },
    ];
    say(`${ROUNDS} rounds of ${contenders.length} starts`);
    return { measured: await inTurns(contenders, ROUNDS, 2), stages: ours.stages };
  } finally {
    await peer.remove();
  }
}

async function bareStart(command: readonly string[]): Promise<number> {
  const qemu = await startBare(command);
  await qemu.kill();
  return qemu.startMs;
}

function body(measured: ReadonlyMap<string, readonly number[]>, stages: Stages): string {
  const rows = [...measured.keys()].map((name) => ({ name, all: summarise(valuesOf(measured, name)) }));
  const p50 = (name: string): number => summarise(valuesOf(measured, name)).p50;
  const peer = p50(PEER);
  const times = table(
    ['way', 'p50 (min–max), ms', 'p95, ms', 'ratio to `virsh start`'],
    rows.map(({ name, all }) => [name, spread(all), figure(all.p95), ratio(all.p50, peer)]),
  );
  const stage = (values: readonly number[]): string => figure(summarise(values).p50);
  const parts = table(
    ['what', 'p50, ms after the call'],
    [
      ['the API has answered with the task (intent, task and audit row are committed)', stage(stages.answered)],
      ['the task has begun', stage(stages.begun)],
      [
        'the stream has told that it runs (mTLS call to the agent, QEMU up and `cont`, ledger, reply, row and event)',
        stage(stages.told),
      ],
      ['the task has ended', stage(stages.ended)],
    ],
  );
  const says = [
    `${ROUNDS} starts of each way, in turns. Both guests: ${MEMORY_MIB} MiB, one emulated processor, the same kernel, initrd and disk image, q35, VGA on VNC, serial port with log, virtio disk, network card and random numbers.`,
    `Ratio to the like: with a process or connection of its own for each start ${ratio(p50(OURS_FRESH), peer)}; with what stays open ${ratio(p50(OURS), p50(PEER_SESSION))}. The goal is at most 1.`,
    `Of our time, QEMU itself takes ${figure(p50(BARE))} ms; all the rest ${figure(p50(OURS) - p50(BARE))} ms. Of libvirt's, the rest is ${figure(p50(PEER_SESSION) - p50(BARE))} ms.`,
  ];
  return `${says[0]}\n\n${times}\n\n${says[1]}\n\n${says[2]}\n\nWhere our time goes:\n\n${parts}`;
}

await ensure(LIBVIRT);
const load = loadSpan();
const result = await withProduct(async (product) => {
  const libvirt = await openLibvirt();
  const api = await ApiSession.open(product);
  try {
    return await measure(product, api, libvirt);
  } finally {
    api.close();
    await libvirt.close();
  }
});
const versions = [await qemuVersion(), `libvirt ${await packageVersion('libvirt-daemon')}`];
await publish({ name: 'vm-start', versions, load: load.end(), body: body(result.measured, result.stages) });
