/** Memory of agent, controller and PostgreSQL: idle, with 20 VMs that run, and after these have ended; and what each dependency costs. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runFiles } from '@rapidvm/qemu-core';
import { eventually } from '@rapidvm/testing';
import type { Product } from '../e2e/harness/index.ts';
import { commandOf } from './support/bare-qemu.ts';
import { probe, type Loaded } from './support/dependency-probe.ts';
import { memoryOf, memoryOfTree, type Memory } from './support/memory-of.ts';
import { qemuVersion } from './support/machine-kind.ts';
import { connectTo, databaseOf, serverVersion } from './support/product-database.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { figure, percentile } from './support/statistics.ts';
import { makeVm, withProduct } from './support/with-product.ts';

const VMS = 20;
const MEMORY_MIB = 128;
/** Milliseconds after which nothing of a start is under way any more: longer than the agent's and the controller's slowest beat. */
const SETTLE_MS = 30_000;
const SAMPLES = 5;
const SAMPLE_PAUSE_MS = 2000;
const BOOT_MS = 300_000;

interface Moment {
  readonly agent: Memory;
  readonly controller: Memory;
  readonly postgres: Memory;
}

function median(all: readonly Memory[]): Memory {
  const of = (key: keyof Memory): number =>
    percentile(
      all.map((each) => each[key]),
      0.5,
    );
  return { resident: of('resident'), proportional: of('proportional'), private: of('private'), anonymous: of('anonymous') };
}

/** Medians of several looks: a garbage collection may come between two. */
async function settled(product: Product): Promise<Moment> {
  await pause(SETTLE_MS);
  const looks: Moment[] = [];
  for (let look = 0; look < SAMPLES; look += 1) {
    const { agent, controller, postgres } = await product.processes();
    looks.push({
      agent: await memoryOf(agent ?? 0),
      controller: await memoryOf(controller ?? 0),
      postgres: await memoryOfTree(postgres ?? 0),
    });
    await pause(SAMPLE_PAUSE_MS);
  }
  const of = (key: keyof Moment): Memory => median(looks.map((look) => look[key]));
  return { agent: of('agent'), controller: of('controller'), postgres: of('postgres') };
}

/** A guest that has booted shows its shell's prompt on its serial port. */
async function booted(product: Product, id: string): Promise<void> {
  const command = await commandOf((await product.processes()).qemu.get(id) ?? 0);
  const { serialLog } = runFiles(dirname(command[command.indexOf('-pidfile') + 1] ?? ''));
  await eventually(async () => (await readFile(serialLog, 'latin1')).includes('root@'), BOOT_MS);
}

async function startVms(product: Product): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= VMS; number += 1) {
    const vm = await makeVm(product, `idle-${number}`, { memoryMiB: MEMORY_MIB, start: true });
    await booted(product, vm.id);
    ids.push(vm.id);
    say(`${number} of ${VMS} VMs run`);
  }
  return ids;
}

interface Measured {
  readonly idle: Moment;
  readonly running: Moment;
  readonly ended: Moment;
  readonly qemu: Memory;
  readonly agentArguments: readonly string[];
  readonly version: string;
}

async function measure(product: Product): Promise<Measured> {
  say('idle');
  const idle = await settled(product);
  const ids = await startVms(product);
  const running = await settled(product);
  const { qemu: qemus, agent } = await product.processes();
  const qemu = median(await Promise.all([...qemus.values()].map(memoryOf)));
  for (const id of ids) await product.finished((await product.api.call('vm.kill', { id })).task);
  say('all ended');
  const ended = await settled(product);
  const agentArguments = (await commandOf(agent ?? 0)).filter((word) => word.startsWith('--max'));
  const client = await connectTo(await databaseOf(product));
  const version = await serverVersion(client);
  await client.end();
  return { idle, running, ended, qemu, agentArguments, version };
}

function cells(what: string, { resident, anonymous, private: own, proportional }: Memory): readonly string[] {
  return [what, figure(resident), figure(anonymous), figure(own), figure(proportional)];
}

function processTable({ idle, running, ended, qemu }: Measured): string {
  const rows = (['agent', 'controller', 'postgres'] as const).flatMap((key) => {
    const name = key === 'postgres' ? 'PostgreSQL, all its processes' : key;
    return [
      cells(`${name}, idle, no VM yet`, idle[key]),
      cells(`${name}, ${VMS} VMs run`, running[key]),
      cells(`${name}, all VMs ended`, ended[key]),
    ];
  });
  const head = ['process', 'resident, MiB', 'anonymous, MiB', 'private, MiB', 'proportional, MiB'];
  return table(head, [...rows, cells(`one QEMU of a ${MEMORY_MIB} MiB guest (for comparison)`, qemu)]);
}

/** The agent's largest, one after the other, each with those before it. */
const DEPENDENCIES: readonly (readonly [string, readonly Loaded[]])[] = [
  ['Node alone', []],
  ['zod', [{ from: 'zod', uses: 'z', as: 'z.strictObject({ a: z.string(), b: z.int(), c: z.array(z.enum(["x"])) })' }]],
  [
    '@grpc/grpc-js and proto-loader',
    [
      { from: '@grpc/grpc-js', uses: 'Server' },
      { from: '@grpc/proto-loader', uses: 'fromJSON' },
    ],
  ],
  [
    'libp2p with tcp, noise and yamux',
    [
      { from: 'libp2p', uses: 'createLibp2p' },
      { from: '@libp2p/tcp', uses: 'tcp' },
      { from: '@libp2p/noise', uses: 'noise' },
      { from: '@libp2p/yamux', uses: 'yamux' },
    ],
  ],
];

async function dependencyTable(nodeArguments: readonly string[], agent: Memory): Promise<string> {
  const rows: (readonly string[])[] = [];
  const packages: Loaded[] = [];
  let before: Memory | null = null;
  for (const [what, names] of DEPENDENCIES) {
    packages.push(...names);
    const now = median(await probe(packages, nodeArguments));
    const more = (key: 'resident' | 'anonymous'): string => (before === null ? '–' : `+${figure(now[key] - before[key])}`);
    rows.push([
      before === null ? what : `+ ${what}`,
      figure(now.resident),
      more('resident'),
      figure(now.anonymous),
      more('anonymous'),
    ]);
    before = now;
  }
  const rest = (key: 'resident' | 'anonymous'): string => `+${figure(agent[key] - (before?.[key] ?? 0))}`;
  rows.push(['+ the agent itself, idle', figure(agent.resident), rest('resident'), figure(agent.anonymous), rest('anonymous')]);
  return table(['loaded', 'resident, MiB', 'more', 'anonymous, MiB', 'more'], rows);
}

async function body(measured: Measured): Promise<string> {
  const { idle, running, ended, agentArguments } = measured;
  const perVm = (key: 'resident' | 'anonymous', before: Moment): string => figure((running.agent[key] - before.agent[key]) / VMS);
  const together = (moment: Moment): string => figure(moment.controller.resident + moment.postgres.proportional);
  return `${VMS} guests of ${MEMORY_MIB} MiB, started one after the other and idle. Medians of ${SAMPLES} looks, ${SETTLE_MS / 1000} s after the last change.

${processTable(measured)}

The agent for each VM that runs: ${perVm('resident', idle)} MiB resident and ${perVm('anonymous', idle)} MiB anonymous more than before the first one; ${perVm('resident', ended)} and ${perVm('anonymous', ended)} MiB more than after all have ended (the rest is what Node's heap has grown by and keeps). Controller (resident) and PostgreSQL (proportional) together: ${together(idle)} MiB idle, ${together(running)} MiB with ${VMS} VMs.

What the agent's dependencies cost when only they are loaded, bundled by the same bundler and run with \`${agentArguments.join(' ')}\`; each line adds to the ones before:

${await dependencyTable(agentArguments, idle.agent)}`;
}

const load = loadSpan();
const measured = await withProduct(measure);
const text = await body(measured);
await publish({ name: 'memory', versions: [await qemuVersion(), measured.version], load: load.end(), body: text });
