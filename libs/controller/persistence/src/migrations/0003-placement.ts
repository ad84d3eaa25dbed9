import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP: readonly string[] = [
  `CREATE TABLE host_placement (
     host_id uuid PRIMARY KEY CONSTRAINT host_placement_host REFERENCES host (id) ON DELETE CASCADE,
     labels jsonb NOT NULL,
     rack text,
     memory_ratio double precision CONSTRAINT host_placement_memory_ratio_positive CHECK (memory_ratio > 0),
     cpu_ratio double precision CONSTRAINT host_placement_cpu_ratio_positive CHECK (cpu_ratio > 0))`,
  // Many writers, small rows: room on each page for new versions, so that no index is touched.
  `CREATE TABLE host_capacity (
     host_id uuid PRIMARY KEY CONSTRAINT host_capacity_host REFERENCES host (id) ON DELETE CASCADE,
     memory_limit_mib bigint NOT NULL CONSTRAINT host_capacity_memory_limit_whole CHECK (memory_limit_mib >= 0),
     memory_used_mib bigint NOT NULL CONSTRAINT host_capacity_memory_used_whole CHECK (memory_used_mib >= 0),
     cpu_limit bigint NOT NULL CONSTRAINT host_capacity_cpu_limit_whole CHECK (cpu_limit >= 0),
     cpu_used bigint NOT NULL CONSTRAINT host_capacity_cpu_used_whole CHECK (cpu_used >= 0)) WITH (fillfactor = 40)`,
  // No cascade from vm: what is deleted without giving its capacity back would be counted for ever.
  `CREATE TABLE vm_reservation (
     vm_id uuid CONSTRAINT vm_reservation_vm REFERENCES vm (id),
     host_id uuid CONSTRAINT vm_reservation_host REFERENCES host (id) ON DELETE CASCADE,
     memory_mib bigint NOT NULL CONSTRAINT vm_reservation_memory_whole CHECK (memory_mib >= 0),
     cpus bigint NOT NULL CONSTRAINT vm_reservation_cpus_whole CHECK (cpus >= 0),
     PRIMARY KEY (vm_id, host_id))`,
  `CREATE INDEX vm_reservation_by_host ON vm_reservation (host_id)`,
  `CREATE TABLE vm_placement (
     vm_id uuid PRIMARY KEY CONSTRAINT vm_placement_vm REFERENCES vm (id) ON DELETE CASCADE,
     task_id uuid,
     generation bigint NOT NULL CONSTRAINT vm_placement_generation_whole CHECK (generation >= 0),
     decision jsonb NOT NULL)`,
  `CREATE INDEX vm_by_label ON vm USING gin ((spec -> 'labels'))`,
  `CREATE INDEX vm_keeping_apart ON vm (host_id)
     WHERE spec -> 'placement' -> 'rules' @> '[{"about": "vms", "wish": "without", "strength": "must"}]'`,
  // What runs already holds its part; the controller sets the limits before it decides anything.
  `INSERT INTO vm_reservation (vm_id, host_id, memory_mib, cpus)
     SELECT vm.id, vm.host_id, (vm.spec ->> 'memoryMiB')::bigint, (vm.spec ->> 'cpus')::bigint
     FROM vm JOIN vm_observed o ON o.vm_id = vm.id
     WHERE vm.host_id IS NOT NULL
       AND o.state IN ('starting', 'running', 'paused', 'stopping', 'snapshotting', 'migrating', 'unknown')`,
  `INSERT INTO host_capacity (host_id, memory_limit_mib, memory_used_mib, cpu_limit, cpu_used)
     SELECT host.id, 0, coalesce(sum(r.memory_mib), 0), 0, coalesce(sum(r.cpus), 0)
     FROM host LEFT JOIN vm_reservation r ON r.host_id = host.id GROUP BY host.id`,
];

const DOWN: readonly string[] = [
  `DROP INDEX vm_keeping_apart`,
  `DROP INDEX vm_by_label`,
  ...['vm_placement', 'vm_reservation', 'host_capacity', 'host_placement'].map((table) => `DROP TABLE ${table}`),
];

/** What is promised to VMs on hosts, what people say about hosts, and why each VM is where it is. */
export class Placement1763741400003 implements MigrationInterface {
  readonly name = 'Placement1763741400003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
