import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Starts of an agent that spoke for its host before: what they said then is not to be said again. */
export class EarlierStarts1763762400006 implements MigrationInterface {
  readonly name = 'EarlierStarts1763762400006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE host_observed ADD earlier_starts jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE host_observed DROP COLUMN earlier_starts`);
  }
}
