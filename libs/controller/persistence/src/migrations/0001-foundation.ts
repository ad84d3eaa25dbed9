import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first schema. Sets of states are written out, not taken from the domain: a migration is history and never changes. A test compares
 * the newest schema's sets with the domain's.
 */
const UP: readonly string[] = [
  `CREATE TABLE host (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     state text NOT NULL CONSTRAINT host_state_known CHECK (state IN ('joining', 'active', 'unreachable', 'removed')),
     since timestamptz NOT NULL,
     reason text,
     agent_address text NOT NULL,
     mesh_address text,
     peer_id text NOT NULL,
     generation bigint NOT NULL CONSTRAINT host_generation_whole CHECK (generation >= 0),
     created_at timestamptz NOT NULL)`,
  `CREATE UNIQUE INDEX host_name_unique ON host (name) WHERE state <> 'removed'`,
  `CREATE UNIQUE INDEX host_peer_unique ON host (peer_id) WHERE state <> 'removed'`,
  // What the host itself last said, apart from what people decided about it: written often, by ingest only.
  `CREATE TABLE host_observed (
     host_id uuid PRIMARY KEY CONSTRAINT host_observed_host REFERENCES host (id) ON DELETE CASCADE,
     version bigint NOT NULL CONSTRAINT host_observed_version_whole CHECK (version >= 0),
     facts jsonb,
     last_seen_at timestamptz) WITH (fillfactor = 70)`,
  `CREATE TABLE image (
     id uuid PRIMARY KEY,
     name text NOT NULL CONSTRAINT image_name_unique UNIQUE,
     architecture text NOT NULL CONSTRAINT image_architecture_known CHECK (architecture IN ('x86_64', 'aarch64')),
     datastore text NOT NULL,
     disk_path text NOT NULL,
     disk_format text NOT NULL CONSTRAINT image_disk_format_known CHECK (disk_format IN ('qcow2', 'raw')),
     disk_bytes bigint NOT NULL CONSTRAINT image_disk_bytes_whole CHECK (disk_bytes >= 0),
     sha256 text NOT NULL,
     kernel_path text,
     initrd_path text,
     command_line text,
     description text NOT NULL,
     created_at timestamptz NOT NULL)`,
  `CREATE TABLE vm (
     id uuid PRIMARY KEY,
     name text NOT NULL CONSTRAINT vm_name_unique UNIQUE,
     spec jsonb NOT NULL,
     image_id uuid NOT NULL CONSTRAINT vm_image REFERENCES image (id),
     desired_power text NOT NULL CONSTRAINT vm_desired_power_known CHECK (desired_power IN ('on', 'off')),
     generation bigint NOT NULL CONSTRAINT vm_generation_whole CHECK (generation >= 0),
     host_id uuid CONSTRAINT vm_host REFERENCES host (id),
     created_at timestamptz NOT NULL)`,
  `CREATE INDEX vm_by_host ON vm (host_id)`,
  `CREATE INDEX vm_by_image ON vm (image_id)`,
  `CREATE TABLE vm_observed (
     vm_id uuid PRIMARY KEY CONSTRAINT vm_observed_vm REFERENCES vm (id) ON DELETE CASCADE,
     host_id uuid CONSTRAINT vm_observed_host REFERENCES host (id) ON DELETE SET NULL,
     state text NOT NULL CONSTRAINT vm_state_known CHECK (state IN ('created', 'stopped', 'starting', 'running', 'paused',
       'stopping', 'snapshotting', 'migrating', 'restoring', 'crashed', 'unknown', 'destroyed')),
     generation bigint NOT NULL CONSTRAINT vm_observed_generation_whole CHECK (generation >= 0),
     since timestamptz NOT NULL,
     reason text,
     accelerator text CONSTRAINT vm_accelerator_known CHECK (accelerator IN ('kvm', 'tcg')),
     restarts integer NOT NULL CONSTRAINT vm_restarts_whole CHECK (restarts >= 0)) WITH (fillfactor = 70)`,
  `CREATE INDEX vm_observed_by_host ON vm_observed (host_id)`,
  `CREATE TABLE task (
     id uuid PRIMARY KEY,
     kind text NOT NULL CONSTRAINT task_kind_known CHECK (kind IN ('vm.create', 'vm.start', 'vm.stop', 'vm.kill', 'vm.delete',
       'image.register', 'image.delete', 'host.remove')),
     subject_kind text NOT NULL CONSTRAINT task_subject_kind_known CHECK (subject_kind IN ('vm', 'host', 'image')),
     subject_id uuid NOT NULL,
     subject_name text NOT NULL,
     state text NOT NULL CONSTRAINT task_state_known CHECK (state IN ('queued', 'running', 'undoing', 'succeeded', 'failed',
       'cancelled')),
     progress double precision NOT NULL CONSTRAINT task_progress_share CHECK (progress BETWEEN 0 AND 1),
     message text NOT NULL,
     steps jsonb NOT NULL,
     cancel_requested boolean NOT NULL,
     error jsonb,
     requested_by text NOT NULL,
     input jsonb,
     created_at timestamptz NOT NULL,
     started_at timestamptz,
     ended_at timestamptz,
     lease_owner uuid,
     lease_until timestamptz) WITH (fillfactor = 70)`,
  // One task at a time for one thing; also finds the active task of each VM of a list, and the unfinished ones after a crash.
  `CREATE UNIQUE INDEX task_active_subject ON task (subject_id) WHERE state IN ('queued', 'running', 'undoing')`,
  `CREATE INDEX task_by_subject ON task (subject_id, id)`,
  `CREATE TABLE event_sequence (
     single boolean PRIMARY KEY CONSTRAINT event_sequence_one_row CHECK (single),
     last bigint NOT NULL) WITH (fillfactor = 10)`,
  `INSERT INTO event_sequence (single, last) VALUES (true, 0)`,
  `CREATE TABLE event (
     cursor bigint PRIMARY KEY,
     at timestamptz NOT NULL,
     kind text NOT NULL CONSTRAINT event_kind_known CHECK (kind IN ('vm.created', 'vm.state-changed', 'vm.restarted', 'vm.deleted',
       'vm.placed', 'host.joined', 'host.state-changed', 'host.inventory-changed', 'host.certificate-renewed', 'host.removed',
       'image.registered', 'image.deleted', 'task.created', 'task.progressed', 'task.ended', 'user.changed', 'session.started',
       'token.changed')),
     subject_kind text NOT NULL CONSTRAINT event_subject_kind_known CHECK (subject_kind IN ('vm', 'host', 'image', 'task', 'user',
       'token')),
     subject_id text NOT NULL,
     subject_name text NOT NULL,
     message text NOT NULL,
     data jsonb NOT NULL)`,
  `CREATE INDEX event_by_subject ON event (subject_id, cursor)`,
  `CREATE INDEX event_by_time ON event (at)`,
  `CREATE TABLE account (
     id uuid PRIMARY KEY,
     name text NOT NULL CONSTRAINT account_name_unique UNIQUE,
     role text NOT NULL CONSTRAINT account_role_known CHECK (role IN ('viewer', 'operator', 'editor', 'admin')),
     password_hash text NOT NULL,
     created_at timestamptz NOT NULL)`,
  `CREATE TABLE api_token (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     user_id uuid NOT NULL CONSTRAINT api_token_account REFERENCES account (id) ON DELETE CASCADE,
     role text NOT NULL CONSTRAINT api_token_role_known CHECK (role IN ('viewer', 'operator', 'editor', 'admin')),
     secret_hash text NOT NULL CONSTRAINT api_token_secret_unique UNIQUE,
     created_at timestamptz NOT NULL,
     expires_at timestamptz,
     last_used_at timestamptz)`,
  `CREATE INDEX api_token_by_user ON api_token (user_id)`,
  `CREATE TABLE session (
     secret_hash text PRIMARY KEY,
     user_id uuid NOT NULL CONSTRAINT session_account REFERENCES account (id) ON DELETE CASCADE,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL)`,
  `CREATE INDEX session_by_user ON session (user_id)`,
  `CREATE TABLE invitation (
     id text PRIMARY KEY,
     secret_hash text NOT NULL,
     expires_at timestamptz NOT NULL,
     created_by text NOT NULL)`,
  `CREATE TABLE audit (
     seq bigserial PRIMARY KEY,
     id text NOT NULL CONSTRAINT audit_id_unique UNIQUE,
     at timestamptz NOT NULL,
     actor text NOT NULL,
     source text NOT NULL,
     operation text NOT NULL,
     subject text NOT NULL,
     outcome text NOT NULL CONSTRAINT audit_outcome_known CHECK (outcome IN ('done', 'refused')),
     before text,
     after text)`,
  `CREATE INDEX audit_by_time ON audit (at)`,
  `CREATE TABLE idempotency_key (
     actor text NOT NULL,
     key text NOT NULL,
     operation text NOT NULL,
     request_hash text NOT NULL,
     response text NOT NULL,
     created_at timestamptz NOT NULL,
     PRIMARY KEY (actor, key))`,
  `CREATE INDEX idempotency_key_by_time ON idempotency_key (created_at)`,
  `CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL)`,
];

const TABLES: readonly string[] = [
  ...['setting', 'idempotency_key', 'audit', 'invitation', 'session', 'api_token', 'account', 'event', 'event_sequence', 'task'],
  ...['vm_observed', 'vm', 'image', 'host_observed', 'host'],
];

export class Foundation1763700000001 implements MigrationInterface {
  readonly name = 'Foundation1763700000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
  }
}
