import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hosts are made of, as their agents tell. */
export class HostHardware1763780000008 implements MigrationInterface {
  readonly name = 'HostHardware1763780000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE host_observed ADD hardware jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE host_observed DROP COLUMN hardware`);
  }
}
