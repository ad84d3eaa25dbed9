/**
 * Deciding where VMs go, and committing it, beside the least that any scheduler has to write: one conditional update for each VM.
 *   node test/bench/scheduler.bench.ts [--hosts 100,1000,5000] [--write]
 */
import { parseArgs } from 'node:util';
import { Placer } from '@rapidvm/controller-app';
import type { VmIntent } from '@rapidvm/domain';
import { placementOf } from '@rapidvm/domain';
import { systemClock as clock } from '@rapidvm/runtime';
import type { Demand, Picture, PlaceAnswer } from '@rapidvm/scheduler';
import { place, placeAll } from '@rapidvm/scheduler';
import { recordingLogger } from '@rapidvm/testing';
import type { Client } from 'pg';
import { startDatabase, type TestDatabase } from '../integration/harness/index.ts';
import { cpuMsOfTree, ownCpuMs } from './support/cpu-of.ts';
import { fill } from './support/many-hosts.ts';
import { parentOf } from './support/process-tree.ts';
import { connectTo, serverVersion } from './support/product-database.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { figure } from './support/statistics.ts';

const { values } = parseArgs({ options: { hosts: { type: 'string', default: '100,1000,5000' }, write: { type: 'boolean' } } });
const HOST_COUNTS = values.hosts.split(',').map(Number);
const RUNNING_VMS = 20_000;
/** VMs placed in one measurement. */
const PLACED = 1000;
const SCHEDULERS = 8;
const DECISIONS = 200;

interface Figures {
  readonly hosts: number;
  /** Each a second of processor time. */
  readonly decisions: number;
  readonly inBatches: number;
  readonly one: Committed;
  readonly eight: Committed;
  /** A second. */
  readonly updates: number;
}

interface Committed {
  /** A second. */
  readonly rate: number;
  /** Processor time of one placement, milliseconds. */
  readonly ours: number;
  readonly servers: number;
}

const perSecond = (count: number, begun: number): number => count / ((performance.now() - begun) / 1000);

function demandOf({ id, spec }: VmIntent): Demand {
  return {
    vmId: id,
    ...{ architecture: spec.architecture, cpus: spec.cpus, memoryMiB: spec.memoryMiB, runs: true, imageId: spec.imageId },
    ...placementOf(spec),
    datastores: new Map([[spec.datastore, 0]]),
    networks: ['default'],
    selectors: new Set([`vm=${id}`]),
    ...{ askedFor: null, disks: null, current: null, held: null },
  };
}

/** Filters, scores and the reasons of every refusal; nothing is written. Per second of processor time, which is what it consists of. */
function decide(picture: Picture, vms: readonly VmIntent[]): Pick<Figures, 'decisions' | 'inBatches'> {
  const demands = vms.slice(0, DECISIONS).map(demandOf);
  const rate = (work: () => readonly PlaceAnswer[]): number => {
    const begun = ownCpuMs();
    if (work().some(({ ok }) => !ok)) throw new Error('no host fits');
    return demands.length / ((ownCpuMs() - begun) / 1000);
  };
  // Once before, so that the engine has compiled it, as it has in a controller that runs.
  placeAll(demands, picture);
  return {
    decisions: rate(() => demands.map((demand) => place(demand, picture))),
    inBatches: rate(() => placeAll(demands, picture)),
  };
}

/** All asked for at once, in turn of so many schedulers; each placement is committed with its reasons, its event and its capacity. */
async function commit(
  { database }: TestDatabase,
  server: number,
  schedulers: number,
  vms: readonly VmIntent[],
): Promise<Committed> {
  const placers = Array.from({ length: schedulers }, () => new Placer({ database, clock, logger: recordingLogger() }));
  // What hosts are is known to a scheduler that runs; the first picture costs more.
  for (const { pictures } of placers) await pictures.hosts(database.read);
  const [serverBegun, ownBegun, begun] = [await cpuMsOfTree(server), ownCpuMs(), performance.now()];
  const request = { operation: 'create', runs: true, askedFor: null, taskId: null, generation: null } as const;
  const lanes = placers.map((placer, lane) =>
    vms.filter((_, index) => index % schedulers === lane).map(({ id }) => placer.take({ ...request, vmId: id })),
  );
  await Promise.all(lanes.flat());
  const rate = perSecond(vms.length, begun);
  const ours = (ownCpuMs() - ownBegun) / vms.length;
  return { rate, ours, servers: ((await cpuMsOfTree(server)) - serverBegun) / vms.length };
}

/** The floor: no decision, no reason, no event; a transaction of one conditional update, on as many connections as there are schedulers. */
async function update(open: TestDatabase, count: number): Promise<number> {
  const clients = await Promise.all(Array.from({ length: SCHEDULERS }, () => connectTo(open.postgres.connection)));
  const hosts = (await open.database.read.hosts.all()).map(({ id }) => id);
  const begun = performance.now();
  await Promise.all(
    clients.map(async (client, lane) => {
      for (let index = lane; index < count; index += SCHEDULERS) {
        await client.query(
          `UPDATE host_capacity SET memory_used_mib = memory_used_mib + 64
           WHERE host_id = $1 AND memory_used_mib + 64 <= memory_limit_mib`,
          [hosts[index % hosts.length]],
        );
      }
    }),
  );
  const rate = perSecond(count, begun);
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}

/** The process that started the one which serves this connection. */
async function serverOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return parentOf(rows[0]?.pid ?? 0);
}

async function measure(hosts: number): Promise<Figures & { readonly version: string }> {
  await using closing = new AsyncDisposableStack();
  const open = await startDatabase();
  closing.defer(() => open.close());
  const client: Client = await connectTo(open.postgres.connection);
  closing.defer(() => client.end());
  say(`${hosts} hosts with ${RUNNING_VMS} VMs`);
  const vms = await fill(open.database, client, { hosts, running: RUNNING_VMS, waiting: 3 * PLACED });
  const warm = new Placer({ database: open.database, clock, logger: recordingLogger() });
  const { picture, newLimits } = await warm.pictures.take(open.database.read, async () => vms.slice(0, 1).map(demandOf));
  await open.database.transaction((stores) => stores.placement.setLimits(newLimits));
  const decided = decide(picture, vms);
  const server = await serverOf(client);
  // A controller has decided before: the first batches of a program are slower.
  await commit(open, server, 1, vms.slice(0, PLACED));
  const one = await commit(open, server, 1, vms.slice(PLACED, 2 * PLACED));
  const eight = await commit(open, server, SCHEDULERS, vms.slice(2 * PLACED));
  const updates = await update(open, PLACED);
  say(`a second: ${[...Object.values(decided), one.rate, eight.rate, updates].map(figure).join(', ')}`);
  return { hosts, ...decided, one, eight, updates, version: await serverVersion(client) };
}

const load = loadSpan();
const all: Awaited<ReturnType<typeof measure>>[] = [];
for (const hosts of HOST_COUNTS) all.push(await measure(hosts));
const rows = all.map(({ hosts, decisions, inBatches, one, eight, updates }) => [
  ...[
    String(hosts),
    figure(decisions),
    figure(inBatches),
    figure(one.rate),
    figure(eight.rate),
    figure(updates),
    (one.rate / updates).toFixed(2),
  ],
  ...[figure(one.ours), figure(one.servers)],
]);
const head = [
  'hosts',
  'decisions alone, per CPU s',
  'in batches, per CPU s',
  'committed, one scheduler',
  `committed, ${SCHEDULERS} at once`,
  'bare updates',
  'one scheduler : bare',
  'controller, CPU ms',
  'PostgreSQL, CPU ms',
];
const body = `With ${RUNNING_VMS.toLocaleString('en')} VMs running; ${PLACED.toLocaleString('en')} VMs asked for at once. A tenth of the hosts is of another architecture. Committed placements and bare updates are a second; the last two columns are what one placement costs with one scheduler, whatever else the machine has to do.\n\n${table(head, rows)}`;
await publish({ name: 'scheduler', versions: [all[0]?.version ?? ''], load: load.end(), body });
