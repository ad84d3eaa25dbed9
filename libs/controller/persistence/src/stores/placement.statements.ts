/** The statements behind reservations. */
import { HAS_PROCESS } from '@rapidvm/domain';

/** Advisory locks of VMs that must be together; "grp" in ASCII. */
const GROUP_LOCKS = 0x677270;

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/**
 * Locks in host id order, so that no two of these wait for each other; then takes what fits, host by host all or nothing. A host that was
 * lost, drained or removed since the decision is left out: its row is shared meanwhile, so whoever takes it out of service waits, or was first.
 */
export const RESERVE = `
  WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) AS asked (vm_id, host_id, memory_mib, cpus)),
  wanted AS (SELECT host_id, sum(memory_mib) AS memory_mib, sum(cpus) AS cpus FROM asked GROUP BY host_id),
  locked AS (
    SELECT c.host_id FROM host_capacity c JOIN host ON host.id = c.host_id
    WHERE c.host_id IN (SELECT host_id FROM wanted) AND host.liveness = 'active' AND host.mode = 'in-service'
    ORDER BY c.host_id FOR UPDATE OF c FOR SHARE OF host),
  taken AS (
    UPDATE host_capacity c
    SET memory_used_mib = c.memory_used_mib + wanted.memory_mib, cpu_used = c.cpu_used + wanted.cpus
    FROM locked JOIN wanted USING (host_id)
    WHERE c.host_id = locked.host_id
      AND (wanted.memory_mib = 0 OR c.memory_used_mib + wanted.memory_mib <= c.memory_limit_mib)
      AND (wanted.cpus = 0 OR c.cpu_used + wanted.cpus <= c.cpu_limit)
    RETURNING c.host_id),
  noted AS (
    INSERT INTO vm_reservation (vm_id, host_id, memory_mib, cpus)
    SELECT vm_id, host_id, memory_mib, cpus FROM asked JOIN taken USING (host_id) WHERE memory_mib > 0)
  SELECT host_id FROM taken`;

/** Locks of the transaction, one for each group. The first number tells them from other locks of ours. */
export const LOCK_GROUPS = `
  SELECT pg_advisory_xact_lock(${GROUP_LOCKS}, number)
  FROM (SELECT DISTINCT hashtext(name) AS number FROM unnest($1::text[]) AS name ORDER BY number) AS in_order`;

/** Gives back what `condition` finds, which is all of one VM's, and counts it off. */
export const release = (condition: string): string => `
  WITH gone AS (DELETE FROM vm_reservation WHERE ${condition} RETURNING host_id, memory_mib, cpus),
  freed AS (SELECT host_id, sum(memory_mib) AS memory_mib, sum(cpus) AS cpus FROM gone GROUP BY host_id)
  UPDATE host_capacity c
  SET memory_used_mib = greatest(0, c.memory_used_mib - freed.memory_mib), cpu_used = greatest(0, c.cpu_used - freed.cpus)
  FROM freed WHERE c.host_id = freed.host_id`;

/** A VM that runs holds its capacity, decided or not; the host has no say. */
export const TAKE = `
  WITH noted AS (
    INSERT INTO vm_reservation (vm_id, host_id, memory_mib, cpus)
    SELECT id, host_id, (spec ->> 'memoryMiB')::bigint, (spec ->> 'cpus')::bigint FROM vm WHERE id = $1
    RETURNING host_id, memory_mib, cpus)
  INSERT INTO host_capacity AS c (host_id, memory_limit_mib, memory_used_mib, cpu_limit, cpu_used)
  SELECT host_id, 0, memory_mib, 0, cpus FROM noted
  ON CONFLICT (host_id) DO UPDATE
  SET memory_used_mib = c.memory_used_mib + excluded.memory_used_mib, cpu_used = c.cpu_used + excluded.cpu_used`;

/** It has a process, or its host starts one by itself. */
const HOLDS = `(o.state IN (${list(HAS_PROCESS)}) OR (vm.desired_power = 'on' AND (
  (o.state = 'crashed' AND vm.spec ->> 'restart' <> 'never') OR (o.state = 'stopped' AND vm.spec ->> 'restart' = 'always'))))`;

/** One that can't be seen may be running; one that a task is about to start has its capacity already. */
const MAY_HOLD = `(${HOLDS} OR o.state = 'unknown' OR EXISTS (
  SELECT FROM task WHERE task.subject_id = vm.id AND task.state IN ('queued', 'running') AND task.kind IN ('vm.create', 'vm.start', 'vm.move')))`;

const JOINED = 'FROM vm JOIN vm_observed o ON o.vm_id = vm.id LEFT JOIN vm_reservation r ON r.vm_id = vm.id';
/** A task has it go to another host, and may yet put it back: what it holds on either is its own. */
const ON_ITS_WAY = `EXISTS (
  SELECT FROM task WHERE task.subject_id = vm.id AND task.state IN ('queued', 'running', 'undoing') AND task.kind IN ('vm.start', 'vm.move'))`;
const MUST_RELEASE = `(r.vm_id IS NOT NULL AND (
  (r.host_id IS DISTINCT FROM vm.host_id AND NOT ${ON_ITS_WAY}) OR NOT ${MAY_HOLD}))`;
const MUST_TAKE = `(r.vm_id IS NULL AND vm.host_id IS NOT NULL AND ${HOLDS})`;

/** One row for each reservation, or one without. */
export const STANDING = `
  SELECT vm.host_id, ${MAY_HOLD} AS may_hold, ${MUST_RELEASE} AS must_release, ${MUST_TAKE} AS must_take ${JOINED} WHERE vm.id = $1`;

export const UNSETTLED = `SELECT DISTINCT vm.id ${JOINED} WHERE ${MUST_RELEASE} OR ${MUST_TAKE} ORDER BY vm.id LIMIT $1`;

const SUMS = `
  SELECT c.host_id, c.memory_used_mib, c.cpu_used, coalesce(sum(r.memory_mib), 0) AS memory_mib, coalesce(sum(r.cpus), 0) AS cpus
  FROM host_capacity c LEFT JOIN vm_reservation r ON r.host_id = c.host_id`;

export const MISCOUNTED = `
  SELECT host_id FROM (${SUMS} GROUP BY c.host_id) AS sums
  WHERE memory_used_mib <> memory_mib OR cpu_used <> cpus ORDER BY host_id`;

export const RECOUNT = `
  UPDATE host_capacity c SET memory_used_mib = sums.memory_mib, cpu_used = sums.cpus
  FROM (${SUMS} WHERE c.host_id = $1 GROUP BY c.host_id) AS sums WHERE c.host_id = sums.host_id`;

/** What tasks under way have taken, by host. */
export const IN_FLIGHT = `
  SELECT r.host_id, sum(r.memory_mib) AS memory_mib, sum(r.cpus) AS cpus
  FROM task t JOIN vm_reservation r ON r.vm_id = t.subject_id
  WHERE t.state IN ('queued', 'running', 'undoing') GROUP BY r.host_id`;

export const COUNTERS = `
  SELECT host.id, host.generation, o.version, c.memory_limit_mib, c.memory_used_mib, c.cpu_limit, c.cpu_used,
    f.memory_mib AS memory_in_flight, f.cpus AS cpus_in_flight
  FROM host JOIN host_observed o ON o.host_id = host.id
  LEFT JOIN host_capacity c ON c.host_id = host.id
  LEFT JOIN (${IN_FLIGHT}) AS f ON f.host_id = host.id
  WHERE host.liveness <> 'left'
  ORDER BY host.id`;

/** The generation goes up only where the host changes: a command that was given the one before is still the newest there. */
export const ASSIGN = `
  WITH made AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::jsonb[])
      AS made (vm_id, host_id, expected, task_id, decision)),
  moved AS (
    UPDATE vm SET host_id = made.host_id, generation = vm.generation + 1
    FROM made WHERE vm.id = made.vm_id AND vm.generation = made.expected AND vm.host_id IS DISTINCT FROM made.host_id
    RETURNING vm.id, vm.generation)
  INSERT INTO vm_placement (vm_id, task_id, generation, decision)
  SELECT made.vm_id, made.task_id, coalesce(moved.generation, made.expected), made.decision
  FROM made LEFT JOIN moved ON moved.id = made.vm_id
  ON CONFLICT (vm_id) DO UPDATE
  SET task_id = excluded.task_id, generation = excluded.generation, decision = excluded.decision`;
