import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The certificate authority, which each controller had in a file of its own. */
export class Authority1763743200004 implements MigrationInterface {
  readonly name = 'Authority1763743200004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE authority (
      id bigint PRIMARY KEY CONSTRAINT authority_only_one CHECK (id = 1),
      certificate text NOT NULL,
      sealed_key text NOT NULL,
      created_at timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE authority`);
  }
}
