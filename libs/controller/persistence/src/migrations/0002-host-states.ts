import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVENT_KINDS_BEFORE = `'vm.created', 'vm.state-changed', 'vm.restarted', 'vm.deleted', 'vm.placed', 'host.joined',
  'host.state-changed', 'host.inventory-changed', 'host.certificate-renewed', 'host.removed', 'image.registered', 'image.deleted',
  'task.created', 'task.progressed', 'task.ended', 'user.changed', 'session.started', 'token.changed'`;
const EVENT_KINDS = `'vm.created', 'vm.state-changed', 'vm.restarted', 'vm.deleted', 'vm.placed', 'host.joined',
  'host.state-changed', 'host.renamed', 'host.service-changed', 'host.address-changed', 'host.inventory-changed',
  'host.certificate-renewed', 'host.removed', 'image.registered', 'image.deleted', 'task.created', 'task.progressed', 'task.ended',
  'user.changed', 'session.started', 'token.changed'`;

/** What is seen of a host apart from what people want of it; and which of its agent's starts speaks for it. */
const UP: readonly string[] = [
  `DROP INDEX host_name_unique`,
  `DROP INDEX host_peer_unique`,
  `ALTER TABLE host DROP CONSTRAINT host_state_known`,
  `ALTER TABLE host RENAME COLUMN state TO liveness`,
  `ALTER TABLE host RENAME COLUMN since TO seen_since`,
  `ALTER TABLE host RENAME COLUMN reason TO seen_reason`,
  `UPDATE host SET liveness = CASE liveness WHEN 'unreachable' THEN 'failed' WHEN 'removed' THEN 'left' ELSE liveness END`,
  `ALTER TABLE host ADD CONSTRAINT host_liveness_known CHECK (liveness IN ('joining', 'active', 'suspect', 'failed', 'left'))`,
  `ALTER TABLE host ADD COLUMN witnesses jsonb NOT NULL DEFAULT '[]'`,
  `ALTER TABLE host ADD COLUMN mode text NOT NULL DEFAULT 'in-service'
     CONSTRAINT host_mode_known CHECK (mode IN ('in-service', 'draining', 'maintenance'))`,
  `ALTER TABLE host ADD COLUMN mode_since timestamptz`,
  `UPDATE host SET mode_since = created_at`,
  `ALTER TABLE host ALTER COLUMN mode_since SET NOT NULL`,
  `ALTER TABLE host ADD COLUMN mode_reason text`,
  `CREATE UNIQUE INDEX host_name_unique ON host (name) WHERE liveness <> 'left'`,
  `CREATE UNIQUE INDEX host_peer_unique ON host (peer_id) WHERE liveness <> 'left'`,
  `ALTER TABLE host_observed ADD COLUMN protocol bigint CONSTRAINT host_observed_protocol_whole CHECK (protocol >= 0)`,
  `ALTER TABLE host_observed ADD COLUMN instance text`,
  `ALTER TABLE host_observed ADD COLUMN hello bigint NOT NULL DEFAULT 0 CONSTRAINT host_observed_hello_whole CHECK (hello >= 0)`,
  ...constraint('event', 'event_kind_known', EVENT_KINDS),
];

const DOWN: readonly string[] = [
  `DELETE FROM event WHERE kind IN ('host.renamed', 'host.service-changed', 'host.address-changed')`,
  ...constraint('event', 'event_kind_known', EVENT_KINDS_BEFORE),
  `ALTER TABLE host_observed DROP COLUMN protocol, DROP COLUMN instance, DROP COLUMN hello`,
  `DROP INDEX host_name_unique`,
  `DROP INDEX host_peer_unique`,
  `ALTER TABLE host DROP COLUMN witnesses, DROP COLUMN mode, DROP COLUMN mode_since, DROP COLUMN mode_reason`,
  `ALTER TABLE host DROP CONSTRAINT host_liveness_known`,
  `UPDATE host SET liveness = CASE liveness WHEN 'suspect' THEN 'unreachable' WHEN 'failed' THEN 'unreachable'
     WHEN 'left' THEN 'removed' ELSE liveness END`,
  `ALTER TABLE host RENAME COLUMN liveness TO state`,
  `ALTER TABLE host RENAME COLUMN seen_since TO since`,
  `ALTER TABLE host RENAME COLUMN seen_reason TO reason`,
  `ALTER TABLE host ADD CONSTRAINT host_state_known CHECK (state IN ('joining', 'active', 'unreachable', 'removed'))`,
  `CREATE UNIQUE INDEX host_name_unique ON host (name) WHERE state <> 'removed'`,
  `CREATE UNIQUE INDEX host_peer_unique ON host (peer_id) WHERE state <> 'removed'`,
];

function constraint(table: 'event' | 'task', name: string, kinds: string): readonly string[] {
  return [
    `ALTER TABLE ${table} DROP CONSTRAINT ${name}`,
    `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (kind IN (${kinds}))`,
  ];
}

export class HostStates1763740800002 implements MigrationInterface {
  readonly name = 'HostStates1763740800002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
