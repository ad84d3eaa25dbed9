import type { HostFacts, HostState } from '@rapidvm/domain';
import { HOST_STATES } from '@rapidvm/domain';
import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, json, notNegative, oneOf, text, time, uuid, whole } from './columns.ts';

/** What people and the controller decided about a host. */
export interface HostEntity {
  readonly id: string;
  readonly name: string;
  readonly state: HostState;
  readonly since: string;
  readonly reason: string | null;
  readonly agentAddress: string;
  readonly meshAddress: string | null;
  readonly peerId: string;
  readonly generation: number;
  readonly createdAt: string;
}

export const hostEntity = new EntitySchema<HostEntity>({
  name: 'host',
  columns: {
    id: uuid('id', KEY),
    name: text('name'),
    state: text('state'),
    since: time('since'),
    reason: text('reason', OPTIONAL),
    agentAddress: text('agent_address'),
    meshAddress: text('mesh_address', OPTIONAL),
    peerId: text('peer_id'),
    generation: whole('generation'),
    createdAt: time('created_at'),
  },
  checks: [oneOf('host_state_known', 'state', HOST_STATES), notNegative('host_generation_whole', 'generation')],
  indices: [
    { name: 'host_name_unique', columns: ['name'], unique: true, where: `(state <> 'removed'::text)` },
    { name: 'host_peer_unique', columns: ['peerId'], unique: true, where: `(state <> 'removed'::text)` },
  ],
});

/** What the host last said of itself. */
export interface HostObservedEntity {
  readonly hostId: string;
  readonly version: number;
  readonly facts: HostFacts | null;
  readonly lastSeenAt: string | null;
}

export const hostObservedEntity = new EntitySchema<HostObservedEntity>({
  name: 'host_observed',
  columns: {
    hostId: uuid('host_id', KEY),
    version: whole('version'),
    facts: json('facts', OPTIONAL),
    lastSeenAt: time('last_seen_at', OPTIONAL),
  },
  checks: [notNegative('host_observed_version_whole', 'version')],
  foreignKeys: [
    { name: 'host_observed_host', target: 'host', columnNames: ['hostId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
});
