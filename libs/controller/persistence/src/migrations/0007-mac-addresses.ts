import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP: readonly string[] = [
  `CREATE TABLE vm_mac (
     mac text CONSTRAINT vm_mac_taken PRIMARY KEY,
     vm_id uuid NOT NULL CONSTRAINT vm_mac_vm REFERENCES vm (id) ON DELETE CASCADE)`,
  `CREATE INDEX vm_mac_by_vm ON vm_mac (vm_id)`,
  // Two that were drawn alike before are left as they are: a guest knows its card by its address.
  `INSERT INTO vm_mac (mac, vm_id)
     SELECT nic ->> 'mac', vm.id FROM vm, jsonb_array_elements(vm.spec -> 'nics') nic ORDER BY vm.created_at
     ON CONFLICT DO NOTHING`,
];

/** Whose MAC address is whose: no two VMs ever get the same one. */
export class MacAddresses1763770000007 implements MigrationInterface {
  readonly name = 'MacAddresses1763770000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE vm_mac`);
  }
}
