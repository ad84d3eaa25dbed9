/** Deciding where VMs go, and committing it, beside the least that any scheduler has to write: one conditional update for each VM. */
import { Placer } from '@rapidvm/controller-app';
import type { VmIntent } from '@rapidvm/domain';
import { placementOf } from '@rapidvm/domain';
import { systemClock as clock } from '@rapidvm/runtime';
import type { Demand, Picture } from '@rapidvm/scheduler';
import { place } from '@rapidvm/scheduler';
import { recordingLogger } from '@rapidvm/testing';
import type { Client } from 'pg';
import { startDatabase, type TestDatabase } from '../integration/harness/index.ts';
import { fill } from './support/many-hosts.ts';
import { connectTo, serverVersion } from './support/product-database.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { figure } from './support/statistics.ts';

const HOST_COUNTS = [100, 1000, 5000];
const RUNNING_VMS = 20_000;
/** VMs placed in one measurement. */
const PLACED = 1000;
const SCHEDULERS = 8;
const DECISIONS = 200;

interface Figures {
  readonly hosts: number;
  /** Each a second. */
  readonly decisions: number;
  readonly one: number;
  readonly eight: number;
  readonly updates: number;
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

/** Filters, scores and the reasons of every refusal; nothing is written. */
function decide(picture: Picture, vms: readonly VmIntent[]): number {
  const demands = vms.slice(0, DECISIONS).map(demandOf);
  const begun = performance.now();
  for (const demand of demands) if (!place(demand, picture).ok) throw new Error('no host fits');
  return perSecond(demands.length, begun);
}

/** All asked for at once, in turn of so many schedulers; each placement is committed with its reasons, its event and its capacity. */
async function commit({ database }: TestDatabase, schedulers: number, vms: readonly VmIntent[]): Promise<number> {
  const placers = Array.from({ length: schedulers }, () => new Placer({ database, clock, logger: recordingLogger() }));
  // What hosts are is known to a scheduler that runs; the first picture costs more.
  for (const { pictures } of placers) await pictures.hosts(database.read);
  const begun = performance.now();
  const request = { operation: 'create', runs: true, askedFor: null, taskId: null, generation: null } as const;
  const lanes = placers.map((placer, lane) =>
    vms.filter((_, index) => index % schedulers === lane).map(({ id }) => placer.take({ ...request, vmId: id })),
  );
  await Promise.all(lanes.flat());
  return perSecond(vms.length, begun);
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

async function measure(hosts: number): Promise<Figures & { readonly version: string }> {
  await using closing = new AsyncDisposableStack();
  const open = await startDatabase();
  closing.defer(() => open.close());
  const client: Client = await connectTo(open.postgres.connection);
  closing.defer(() => client.end());
  say(`${hosts} hosts with ${RUNNING_VMS} VMs`);
  const vms = await fill(open.database, client, { hosts, running: RUNNING_VMS, waiting: 2 * PLACED });
  const warm = new Placer({ database: open.database, clock, logger: recordingLogger() });
  const { picture, newLimits } = await warm.pictures.take(open.database.read, async () => vms.slice(0, 1).map(demandOf));
  await open.database.transaction((stores) => stores.placement.setLimits(newLimits));
  const decisions = decide(picture, vms);
  const one = await commit(open, 1, vms.slice(0, PLACED));
  const eight = await commit(open, SCHEDULERS, vms.slice(PLACED));
  const updates = await update(open, PLACED);
  say(`a second: ${[decisions, one, eight, updates].map(figure).join(', ')}`);
  return { hosts, decisions, one, eight, updates, version: await serverVersion(client) };
}

const load = loadSpan();
const all: Awaited<ReturnType<typeof measure>>[] = [];
for (const hosts of HOST_COUNTS) all.push(await measure(hosts));
const rows = all.map(({ hosts, decisions, one, eight, updates }) => [
  ...[String(hosts), figure(decisions), figure(one), figure(eight), figure(updates), (one / updates).toFixed(2)],
]);
const head = [
  'hosts',
  'decisions',
  'committed, one scheduler',
  `committed, ${SCHEDULERS} at once`,
  'bare updates',
  'one scheduler : bare',
];
const body = `Each a second, with ${RUNNING_VMS.toLocaleString('en')} VMs running; ${PLACED.toLocaleString('en')} VMs asked for at once. A tenth of the hosts is of another architecture.\n\n${table(head, rows)}`;
await publish({ name: 'scheduler', versions: [all[0]?.version ?? ''], load: load.end(), body });
