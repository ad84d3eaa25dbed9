import type { AgentInstance, AgentStart, HostFilter, HostRow, HostStore, PageQuery } from '@rapidvm/controller-app';
import type { Host, HostFacts, HostHardware, HostLiveness, HostMode, HostService, HostSight } from '@rapidvm/domain';
import { shownHostState } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { z } from 'zod';
import { timeOf, timeOrNull } from '../connection/columns.ts';
import { breaksForeignKey, breaksUnique } from '../connection/driver-errors.ts';
import type { Executor, Parameter } from '../connection/executor.ts';
import { decodeCursor, toPage } from '../connection/keyset.ts';
import type { CapacityColumns, HostPlacementColumns } from './capacity-columns.ts';
import { toHostPlacement, toRoom } from './capacity-columns.ts';
import { IN_FLIGHT } from './placement.statements.ts';
import { alreadyExists, inUse } from './refusals.ts';

/** Names of removed hosts may repeat, so a page's key is the name and, for those, the id after it. */
const SEPARATOR = '\u0000';
const BY_NAME_AND_ID = { list: 'host', key: z.string().regex(/^[^\0]{1,128}\0[0-9a-f-]{36}$/) };

const HOST_LIST = `
  SELECT host.*, o.facts, o.hardware, o.last_seen_at, o.protocol, (SELECT count(*)::int FROM vm WHERE vm.host_id = host.id) AS vm_count,
    p.labels, p.rack, p.memory_ratio, p.cpu_ratio,
    c.memory_limit_mib, c.memory_used_mib, c.cpu_limit, c.cpu_used, f.memory_mib AS memory_in_flight, f.cpus AS cpus_in_flight
  FROM host JOIN host_observed o ON o.host_id = host.id
  LEFT JOIN host_placement p ON p.host_id = host.id
  LEFT JOIN host_capacity c ON c.host_id = host.id
  LEFT JOIN (${IN_FLIGHT}) AS f ON f.host_id = host.id`;

interface HostListRow extends HostPlacementColumns, CapacityColumns {
  readonly id: string;
  readonly name: string;
  readonly liveness: HostLiveness;
  readonly seen_since: Date;
  readonly seen_reason: string | null;
  readonly witnesses: readonly string[];
  readonly mode: HostMode;
  readonly mode_since: Date;
  readonly mode_reason: string | null;
  readonly agent_address: string;
  readonly mesh_address: string | null;
  readonly peer_id: string;
  readonly generation: string;
  readonly created_at: Date;
  readonly facts: HostFacts | null;
  readonly hardware: HostHardware | null;
  readonly last_seen_at: Date | null;
  readonly protocol: string | null;
  readonly vm_count: number;
}

function toHost(row: HostListRow): Host {
  const sight: HostSight = {
    liveness: row.liveness,
    since: timeOf(row.seen_since),
    reason: row.seen_reason,
    witnesses: row.witnesses,
  };
  const service: HostService = { mode: row.mode, since: timeOf(row.mode_since), reason: row.mode_reason };
  return {
    id: asId(row.id),
    name: row.name,
    ...shownHostState(sight, service),
    sight,
    service,
    agentAddress: row.agent_address,
    meshAddress: row.mesh_address,
    peerId: row.peer_id,
    facts: row.facts,
    lastSeenAt: timeOrNull(row.last_seen_at),
    protocol: row.protocol === null ? null : Number(row.protocol),
    generation: asGeneration(Number(row.generation)),
    createdAt: timeOf(row.created_at),
  };
}

function toHostRow(row: HostListRow): HostRow {
  const { vm_count: vmCount, hardware } = row;
  return { host: toHost(row), hardware, vmCount, placement: toHostPlacement(row), capacity: toRoom(row) };
}

export class PostgresHostStore implements HostStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async list(filter: HostFilter, page: PageQuery): Promise<Page<HostRow>> {
    const [afterName, afterId] = decodeCursor(BY_NAME_AND_ID, page.cursor)?.split(SEPARATOR) ?? [];
    const values: Parameter[] = [];
    const use = (value: Parameter): string => `$${values.push(value)}`;
    const conditions = [
      ...(filter.ids === undefined ? [] : [`host.id = ANY(${use([...filter.ids])}::uuid[])`]),
      ...(filter.name === undefined ? [] : [`host.name = ${use(filter.name)}`]),
      ...(afterName === undefined || afterId === undefined
        ? []
        : [`(host.name, host.id) > (${use(afterName)}, ${use(afterId)}::uuid)`]),
    ];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows = await this.#db.rows<HostListRow>(
      `${HOST_LIST} ${where} ORDER BY host.name, host.id LIMIT ${use(page.limit + 1)}`,
      values,
    );
    return toPage(BY_NAME_AND_ID, page.limit, rows, { key: (row) => `${row.name}${SEPARATOR}${row.id}`, item: toHostRow });
  }

  async all(): Promise<readonly Host[]> {
    return (await this.#db.rows<HostListRow>(`${HOST_LIST} ORDER BY host.name, host.id`)).map(toHost);
  }

  async get(id: HostId): Promise<HostRow | null> {
    const [row] = await this.#db.rows<HostListRow>(`${HOST_LIST} WHERE host.id = $1`, [id]);
    return row === undefined ? null : toHostRow(row);
  }

  async lock(id: HostId): Promise<void> {
    await this.#db.rows('SELECT FROM host WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  async insert(host: Host): Promise<void> {
    const { id, name, sight, service, agentAddress, meshAddress, peerId, generation, createdAt, facts, lastSeenAt } = host;
    const inserted = await this.#db.rows(
      `WITH added AS (
         INSERT INTO host (id, name, liveness, seen_since, seen_reason, mode, mode_since, mode_reason, agent_address, mesh_address,
           peer_id, generation, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING RETURNING id)
       INSERT INTO host_observed (host_id, version, facts, last_seen_at) SELECT id, $14, $15, $16 FROM added RETURNING host_id`,
      [
        ...[id, name, sight.liveness, sight.since, sight.reason, service.mode, service.since, service.reason],
        ...[agentAddress, meshAddress, peerId, generation, createdAt],
        ...[facts?.version ?? 0, facts, lastSeenAt],
      ],
    );
    if (inserted.length === 0) throw alreadyExists('host', name);
  }

  async updateAddresses(id: HostId, agentAddress: string, meshAddress: string | null): Promise<void> {
    await this.#db.rows(
      `UPDATE host SET agent_address = $2, mesh_address = $3, generation = generation + 1
       WHERE id = $1 AND (agent_address, mesh_address) IS DISTINCT FROM ($2, $3)`,
      [id, agentAddress, meshAddress],
    );
  }

  async observeFacts(facts: HostFacts, seenAt: string): Promise<boolean> {
    const news = await this.#db.rows(
      `UPDATE host_observed SET version = $2, facts = $3, last_seen_at = $4 WHERE host_id = $1 AND version < $2 RETURNING host_id`,
      [facts.hostId, facts.version, facts, seenAt],
    );
    return news.length > 0;
  }

  async observeHardware(id: HostId, hardware: HostHardware): Promise<void> {
    await this.#db.rows('UPDATE host_observed SET hardware = $2 WHERE host_id = $1 AND hardware IS DISTINCT FROM $2::jsonb', [
      id,
      hardware,
    ]);
  }

  async touch(id: HostId, seenAt: string): Promise<void> {
    await this.#db.rows('UPDATE host_observed SET last_seen_at = $2 WHERE host_id = $1', [id, seenAt]);
  }

  async rename(id: HostId, name: string): Promise<void> {
    try {
      await this.#db.rows('UPDATE host SET name = $2, generation = generation + 1 WHERE id = $1 AND name <> $2', [id, name]);
    } catch (error) {
      if (breaksUnique(error)) throw alreadyExists('host', name);
      throw error;
    }
  }

  async setSight(id: HostId, sight: HostSight): Promise<HostLiveness | null> {
    const { liveness, since, reason, witnesses } = sight;
    const [before] = await this.#db.rows<{ liveness: HostLiveness }>(
      `WITH before AS (SELECT id, liveness FROM host WHERE id = $1 FOR UPDATE)
       UPDATE host SET liveness = $2, seen_reason = $4, witnesses = $5, generation = host.generation + 1,
         seen_since = CASE WHEN before.liveness = $2 THEN host.seen_since ELSE $3 END
       FROM before WHERE host.id = before.id
         AND (before.liveness, host.seen_reason, host.witnesses) IS DISTINCT FROM ($2, $4, $5::jsonb)
       RETURNING before.liveness`,
      [id, liveness, since, reason, JSON.stringify(witnesses)],
    );
    return before === undefined || before.liveness === liveness ? null : before.liveness;
  }

  async setService(id: HostId, from: HostMode, { mode, since, reason }: HostService): Promise<boolean> {
    const changed = await this.#db.rows(
      `UPDATE host SET mode = $3, mode_since = $4, mode_reason = $5, generation = generation + 1
       WHERE id = $1 AND mode = $2 RETURNING id`,
      [id, from, mode, since, reason],
    );
    return changed.length > 0;
  }

  async instance(id: HostId): Promise<AgentInstance | null> {
    const [row] = await this.#db.rows<{ instance: string | null; hello: string; earlier: readonly AgentStart[] }>(
      'SELECT instance, hello, earlier_starts AS earlier FROM host_observed WHERE host_id = $1',
      [id],
    );
    if (row === undefined || row.instance === null) return null;
    return { id: row.instance, hello: Number(row.hello), earlier: row.earlier };
  }

  async setInstance(id: HostId, { id: instance, hello, earlier }: AgentInstance): Promise<void> {
    await this.#db.rows('UPDATE host_observed SET instance = $2, hello = $3, earlier_starts = $4 WHERE host_id = $1', [
      id,
      instance,
      hello,
      JSON.stringify(earlier),
    ]);
  }

  async setProtocol(id: HostId, protocol: number): Promise<void> {
    await this.#db.rows('UPDATE host_observed SET protocol = $2 WHERE host_id = $1 AND protocol IS DISTINCT FROM $2', [
      id,
      protocol,
    ]);
  }

  async delete(id: HostId): Promise<void> {
    try {
      await this.#db.rows('DELETE FROM host WHERE id = $1', [id]);
    } catch (error) {
      if (breaksForeignKey(error)) throw inUse('host', id, ['virtual machines placed on it']);
      throw error;
    }
  }
}
