import type {
  Assignment,
  HostCounters,
  ImageOnHost,
  LockedVm,
  Neighbours,
  PlacementStore,
  Reservation,
  StoredDecision,
} from '@rapidvm/controller-app';
import type { CapacityLimits, HostPlacement, PlacementDefaults, Selector } from '@rapidvm/domain';
import type { HostId, ImageId, TaskId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { z } from 'zod';
import type { Executor } from '../connection/executor.ts';
import { packDecision, unpackDecision } from '../rows/packed-decision.ts';
import { hostPlacementEntity, vmPlacementEntity } from '../rows/placement.row.ts';
import { settingEntity } from '../rows/record.row.ts';
import type { CapacityColumns } from './capacity-columns.ts';
import { toRoom } from './capacity-columns.ts';
import { imagesOnHosts, neighboursIn } from './neighbours.ts';
import * as sql from './placement.statements.ts';
import type { VmIntentRow } from './vm-list-row.ts';
import { toIntent } from './vm-list-row.ts';

const DEFAULTS_SETTING = 'placement.defaults';
const defaultsSchema = z.object({ memoryRatio: z.number(), cpuRatio: z.number() });

interface CountersRow extends CapacityColumns {
  readonly id: string;
  readonly generation: string;
  readonly version: string;
}

interface ReservationRow {
  readonly vm_id: string;
  readonly host_id: string;
  readonly memory_mib: string;
  readonly cpus: string;
}

interface PlacedRow {
  readonly vm_id: string;
  readonly task_id: string | null;
}

interface StandingRow {
  readonly host_id: string | null;
  readonly may_hold: boolean;
  readonly must_release: boolean;
  readonly must_take: boolean;
}

export class PostgresPlacementStore implements PlacementStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async counters(): Promise<readonly HostCounters[]> {
    return (await this.#db.rows<CountersRow>(sql.COUNTERS)).map(toCounters);
  }

  async setHostPlacement(hostId: HostId, placement: HostPlacement): Promise<void> {
    await this.#db.with(hostPlacementEntity, (placements) => placements.upsert({ hostId, ...placement }, ['hostId']));
    await this.#db.rows('UPDATE host SET generation = generation + 1 WHERE id = $1', [hostId]);
  }

  async defaults(): Promise<PlacementDefaults | null> {
    const row = await this.#db.with(settingEntity, (settings) => settings.findOneBy({ name: DEFAULTS_SETTING }));
    return row === null ? null : defaultsSchema.parse(JSON.parse(row.value));
  }

  async setDefaults(defaults: PlacementDefaults): Promise<void> {
    const value = JSON.stringify(defaults);
    await this.#db.with(settingEntity, (settings) => settings.upsert({ name: DEFAULTS_SETTING, value }, ['name']));
  }

  async setLimits(limits: readonly (CapacityLimits & { readonly hostId: HostId })[]): Promise<void> {
    await this.#db.rows(
      `INSERT INTO host_capacity AS c (host_id, memory_limit_mib, memory_used_mib, cpu_limit, cpu_used)
       SELECT host.id, asked.memory_mib, 0, asked.cpus, 0
       FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS asked (host_id, memory_mib, cpus)
       JOIN host ON host.id = asked.host_id ORDER BY host.id
       ON CONFLICT (host_id) DO UPDATE SET memory_limit_mib = excluded.memory_limit_mib, cpu_limit = excluded.cpu_limit`,
      [limits.map(({ hostId }) => hostId), limits.map(({ memoryMiB }) => memoryMiB), limits.map(({ cpus }) => cpus)],
    );
  }

  neighbours(selectors: readonly Selector[], own: readonly Selector[]): Promise<Neighbours> {
    return neighboursIn(this.#db, selectors, own);
  }

  imagesOnHosts(images: readonly ImageId[]): Promise<readonly ImageOnHost[]> {
    return imagesOnHosts(this.#db, images);
  }

  async lockVms(ids: readonly VmId[]): Promise<ReadonlyMap<VmId, LockedVm>> {
    const vms = await this.#db.rows<VmIntentRow>('SELECT * FROM vm WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [
      [...ids],
    ]);
    const held = await this.#db.rows<ReservationRow>('SELECT * FROM vm_reservation WHERE vm_id = ANY($1::uuid[])', [[...ids]]);
    const placed = await this.#db.rows<PlacedRow>('SELECT vm_id, task_id FROM vm_placement WHERE vm_id = ANY($1::uuid[])', [
      [...ids],
    ]);
    const placedBy = new Map(placed.map((row) => [row.vm_id, row.task_id === null ? null : asId<TaskId>(row.task_id)]));
    return new Map(
      vms.map((row) => {
        const intent = toIntent(row);
        const holds = held.filter(({ vm_id }) => vm_id === row.id).map(toReservation);
        return [intent.id, { intent, holds, placedBy: placedBy.get(row.id) ?? null }];
      }),
    );
  }

  async lockGroups(groups: readonly string[]): Promise<void> {
    if (groups.length > 0) await this.#db.rows(sql.LOCK_GROUPS, [[...groups]]);
  }

  async giveBack(reservations: readonly Pick<Reservation, 'vmId' | 'hostId'>[]): Promise<void> {
    const these = '(vm_id, host_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))';
    await this.#db.rows(sql.release(these), [reservations.map(({ vmId }) => vmId), reservations.map(({ hostId }) => hostId)]);
  }

  async reserve(wanted: readonly Reservation[]): Promise<ReadonlySet<HostId>> {
    const taken = await this.#db.rows<{ host_id: string }>(sql.RESERVE, [
      wanted.map(({ vmId }) => vmId),
      wanted.map(({ hostId }) => hostId),
      wanted.map(({ memoryMiB }) => memoryMiB),
      wanted.map(({ cpus }) => cpus),
    ]);
    return new Set(taken.map(({ host_id }) => asId<HostId>(host_id)));
  }

  async assign(assignments: readonly Assignment[]): Promise<void> {
    await this.#db.rows(sql.ASSIGN, [
      assignments.map(({ vmId }) => vmId),
      assignments.map(({ hostId }) => hostId),
      assignments.map(({ expected }) => expected),
      assignments.map(({ taskId }) => taskId),
      assignments.map(({ decision }) => JSON.stringify(packDecision(decision))),
    ]);
  }

  async decision(vmId: VmId): Promise<StoredDecision | null> {
    const row = await this.#db.with(vmPlacementEntity, (placements) => placements.findOneBy({ vmId }));
    if (row === null) return null;
    const taskId = row.taskId === null ? null : asId<TaskId>(row.taskId);
    return { ...unpackDecision(row.decision), taskId, generation: asGeneration(row.generation) };
  }

  async holds(vmId: VmId): Promise<readonly Reservation[]> {
    const rows = await this.#db.rows<ReservationRow>('SELECT * FROM vm_reservation WHERE vm_id = $1 ORDER BY host_id', [vmId]);
    return rows.map(toReservation);
  }

  async settle(vmId: VmId): Promise<'released' | 'taken' | 'none'> {
    const looked = judge(await this.#db.rows<StandingRow>(sql.STANDING, [vmId]));
    if (looked === 'none') return 'none';
    // Nobody else changes what the VM holds, or where it is, until this transaction ends: look again, then act.
    await this.#db.rows('SELECT FROM vm WHERE id = $1 FOR UPDATE', [vmId]);
    const rows = await this.#db.rows<StandingRow>(sql.STANDING, [vmId]);
    const found = judge(rows);
    if (found === 'taken') await this.#db.rows(sql.TAKE, [vmId]);
    if (found === 'released') await this.#release(vmId, rows);
    return found;
  }

  async unsettled(limit: number): Promise<readonly VmId[]> {
    return (await this.#db.rows<{ id: string }>(sql.UNSETTLED, [limit])).map(({ id }) => asId<VmId>(id));
  }

  async miscounted(): Promise<readonly HostId[]> {
    return (await this.#db.rows<{ host_id: string }>(sql.MISCOUNTED)).map(({ host_id }) => asId<HostId>(host_id));
  }

  async recount(hostId: HostId): Promise<void> {
    // Whoever changes a reservation there changes this row too: once it is locked, the sum of the next statement is the whole truth.
    await this.#db.rows('SELECT FROM host_capacity WHERE host_id = $1 FOR UPDATE', [hostId]);
    await this.#db.rows(sql.RECOUNT, [hostId]);
  }

  async #release(vmId: VmId, [row]: readonly StandingRow[]): Promise<void> {
    const keepsOne = row !== undefined && row.may_hold && row.host_id !== null;
    if (keepsOne) await this.#db.rows(sql.release('vm_id = $1 AND host_id <> $2'), [vmId, row.host_id]);
    else await this.#db.rows(sql.release('vm_id = $1'), [vmId]);
  }
}

function judge(rows: readonly StandingRow[]): 'released' | 'taken' | 'none' {
  if (rows.some((row) => row.must_release)) return 'released';
  return rows.some((row) => row.must_take) ? 'taken' : 'none';
}

function toCounters(row: CountersRow): HostCounters {
  return {
    hostId: asId(row.id),
    generation: asGeneration(Number(row.generation)),
    factsVersion: asGeneration(Number(row.version)),
    room: toRoom(row),
  };
}

function toReservation(row: ReservationRow): Reservation {
  return { vmId: asId(row.vm_id), hostId: asId(row.host_id), memoryMiB: Number(row.memory_mib), cpus: Number(row.cpus) };
}
