import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_VMS = ['vm.create', 'vm.start', 'vm.stop', 'vm.kill', 'vm.delete'];
const OF_IMAGES = ['image.register', 'image.delete'];
const BEFORE = [...OF_VMS, ...OF_IMAGES, 'host.remove'];
const AFTER = [...OF_VMS, 'vm.move', ...OF_IMAGES, 'host.drain', 'host.remove'];

const list = (kinds: readonly string[]): string => kinds.map((kind) => `'${kind}'`).join(', ');

async function allow(runner: QueryRunner, kinds: readonly string[]): Promise<void> {
  await runner.query(`ALTER TABLE task DROP CONSTRAINT task_kind_known`);
  await runner.query(`ALTER TABLE task ADD CONSTRAINT task_kind_known CHECK (kind IN (${list(kinds)}))`);
}

/** Drains, and the moves they are made of. */
export class Drain1763753400005 implements MigrationInterface {
  readonly name = 'Drain1763753400005';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, AFTER);
    await runner.query(`CREATE INDEX task_by_whole ON task ((input ->> 'partOf')) WHERE input ->> 'partOf' IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX task_by_whole`);
    await runner.query(`DELETE FROM task WHERE kind NOT IN (${list(BEFORE)})`);
    await allow(runner, BEFORE);
  }
}
