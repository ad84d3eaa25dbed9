import type { PageQuery, VmFilter, VmRow, VmStore } from '@rapidvm/controller-app';
import type { VmIntent, VmObserved } from '@rapidvm/domain';
import type { Generation, HostId, VmId } from '@rapidvm/kernel';
import { RapidError, notFound } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { breaksForeignKey } from '../connection/driver-errors.ts';
import type { Executor, Parameter } from '../connection/executor.ts';
import { decodeCursor, nameKey, toPage } from '../connection/keyset.ts';
import type { VmListRow, VmObservedRow } from './vm-list-row.ts';
import { VM_LIST, toIntent, toObserved, toVmRow } from './vm-list-row.ts';
import { release } from './placement.statements.ts';
import { alreadyExists } from './refusals.ts';

const BY_NAME = { list: 'vm', key: nameKey };

const OBSERVE = `
  WITH before AS (SELECT * FROM vm_observed WHERE vm_id = $1 FOR UPDATE)
  UPDATE vm_observed o
  SET host_id = $2, state = $3, generation = $4, since = $5, reason = $6, accelerator = $7, restarts = $8
  FROM before JOIN vm ON vm.id = before.vm_id AND vm.host_id = $2
  WHERE o.vm_id = before.vm_id
    AND (before.host_id IS DISTINCT FROM $2
      OR before.generation < $4 OR (before.generation = $4 AND before.state = 'unknown'))
  RETURNING before.*`;

/** `column` says whether one VM or all of a host go unseen. */
const markUnseenBy = (column: 'vm_id' | 'host_id'): string => `
  WITH before AS (
    SELECT * FROM vm_observed WHERE ${column} = $1 AND state NOT IN ('created', 'unknown', 'destroyed') ORDER BY vm_id FOR UPDATE)
  UPDATE vm_observed o SET state = 'unknown', since = $2, reason = $3
  FROM before WHERE o.vm_id = before.vm_id
  RETURNING before.*`;

export class PostgresVmStore implements VmStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async list(filter: VmFilter, page: PageQuery): Promise<Page<VmRow>> {
    const after = decodeCursor(BY_NAME, page.cursor);
    const values: Parameter[] = [];
    const use = (value: Parameter): string => `$${values.push(value)}`;
    const conditions = [
      ...(filter.ids === undefined ? [] : [`vm.id = ANY(${use([...filter.ids])}::uuid[])`]),
      ...(filter.name === undefined ? [] : [`vm.name = ${use(filter.name)}`]),
      ...(filter.search === undefined ? [] : [searchCondition(use(filter.search.toLowerCase()))]),
      ...(filter.states === undefined ? [] : [`o.state = ANY(${use([...filter.states])}::text[])`]),
      ...(filter.hostId === undefined ? [] : [`vm.host_id = ${use(filter.hostId)}`]),
      ...(after === null ? [] : [`vm.name > ${use(after)}`]),
    ];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const observed = filter.states === undefined ? '' : 'JOIN vm_observed o ON o.vm_id = vm.id';
    // Narrow rows are sorted and cut first; only those of the page are joined, whatever the planner knows of the tables.
    const wanted = `SELECT vm.id FROM vm ${observed} ${where} ORDER BY vm.name LIMIT ${use(page.limit + 1)}`;
    const rows = await this.#db.rows<VmListRow>(`${VM_LIST} WHERE vm.id IN (${wanted}) ORDER BY vm.name`, values);
    return toPage(BY_NAME, page.limit, rows, { key: (row) => row.name, item: toVmRow });
  }

  async get(id: VmId): Promise<VmRow | null> {
    return this.#one('vm.id = $1', id);
  }

  async findByName(name: string): Promise<VmRow | null> {
    return this.#one('vm.name = $1', name);
  }

  async onHost(hostId: HostId): Promise<readonly VmRow[]> {
    const rows = await this.#db.rows<VmListRow>(`${VM_LIST} WHERE vm.host_id = $1 ORDER BY vm.name`, [hostId]);
    return rows.map(toVmRow);
  }

  async insert(intent: VmIntent, since: string): Promise<void> {
    const { id, name, spec, desiredPower, generation, hostId, createdAt } = intent;
    try {
      const inserted = await this.#db.rows(
        `WITH intent AS (
           INSERT INTO vm (id, name, spec, image_id, desired_power, generation, host_id, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO NOTHING RETURNING id, spec, host_id),
         taken AS (
           INSERT INTO vm_mac (mac, vm_id) SELECT nic ->> 'mac', id FROM intent, jsonb_array_elements(spec -> 'nics') nic)
         INSERT INTO vm_observed (vm_id, host_id, state, generation, since, restarts)
         SELECT id, host_id, 'created', 0, $9, 0 FROM intent RETURNING vm_id`,
        [id, name, spec, spec.imageId, desiredPower, generation, hostId, createdAt, since],
      );
      if (inserted.length === 0) throw alreadyExists('vm', name);
    } catch (error) {
      if (breaksForeignKey(error)) throw notFound('image or host', `${spec.imageId} or ${hostId}`);
      throw error;
    }
  }

  async updateIntent(
    id: VmId,
    expected: Generation,
    change: Partial<Pick<VmIntent, 'name' | 'spec' | 'desiredPower' | 'hostId'>>,
  ): Promise<VmIntent> {
    const values: Parameter[] = [id, expected];
    const set = (column: string, value: Parameter | undefined): readonly string[] =>
      value === undefined ? [] : [`${column} = $${values.push(value)}`];
    const assignments = [
      ...set('name', change.name),
      ...set('spec', change.spec),
      ...set('image_id', change.spec?.imageId),
      ...set('desired_power', change.desiredPower),
      ...set('host_id', change.hostId),
      'generation = generation + 1',
    ];
    const [row] = await this.#db.rows<VmListRow>(
      `UPDATE vm SET ${assignments.join(', ')} WHERE id = $1 AND generation = $2 RETURNING *`,
      values,
    );
    if (row !== undefined) return toIntent(row);
    throw await this.#staleOrGone(id, expected);
  }

  async observe(observed: VmObserved): Promise<VmObserved | null> {
    const { vmId, hostId, state, generation, since, reason, accelerator, restarts } = observed;
    const values = [vmId, hostId, state, generation, since, reason, accelerator, restarts];
    const [before] = await this.#db.rows<VmObservedRow>(OBSERVE, values);
    return before === undefined ? null : toObserved(before);
  }

  async markUnseen(hostId: HostId, since: string, reason: string): Promise<readonly VmObserved[]> {
    return (await this.#db.rows<VmObservedRow>(markUnseenBy('host_id'), [hostId, since, reason])).map(toObserved);
  }

  async markVmUnseen(id: VmId, since: string, reason: string): Promise<VmObserved | null> {
    const [before] = await this.#db.rows<VmObservedRow>(markUnseenBy('vm_id'), [id, since, reason]);
    return before === undefined ? null : toObserved(before);
  }

  async getToChange(id: VmId): Promise<VmRow | null> {
    await this.#db.rows('SELECT FROM vm WHERE id = $1 FOR UPDATE', [id]);
    return this.get(id);
  }

  async delete(id: VmId): Promise<void> {
    // The VM before its host, as everybody does who locks both.
    await this.#db.rows('SELECT FROM vm WHERE id = $1 FOR UPDATE', [id]);
    await this.#db.rows(release('vm_id = $1'), [id]);
    await this.#db.rows('DELETE FROM vm WHERE id = $1', [id]);
  }

  async #one(condition: string, value: string): Promise<VmRow | null> {
    const [row] = await this.#db.rows<VmListRow>(`${VM_LIST} WHERE ${condition}`, [value]);
    return row === undefined ? null : toVmRow(row);
  }

  async #staleOrGone(id: VmId, expected: Generation): Promise<RapidError> {
    const current = await this.get(id);
    if (current === null) return notFound('vm', id);
    return new RapidError(
      'stale-generation',
      `The VM ${current.intent.name} was changed by somebody else in the meantime`,
      { kind: 'vm', id, given: expected, current: current.intent.generation },
      'Look at it again and repeat what you wanted, if you still want it',
    );
  }
}

/** `parameter` in the name, or in a label's key or value; without patterns, so that `%` and `_` mean themselves. */
function searchCondition(parameter: string): string {
  return `(position(${parameter} in vm.name) > 0 OR EXISTS (
    SELECT FROM jsonb_each_text(vm.spec -> 'labels') label
    WHERE position(${parameter} in lower(label.key)) > 0 OR position(${parameter} in lower(label.value)) > 0))`;
}
