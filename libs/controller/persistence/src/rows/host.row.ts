import type { AgentStart } from '@rapidvm/controller-app';
import type { HostFacts, HostHardware, HostLiveness, HostMode } from '@rapidvm/domain';
import { HOST_LIVENESS, HOST_MODES } from '@rapidvm/domain';
import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, json, notNegative, oneOf, text, time, uuid, whole } from './columns.ts';

/** What people and the controller decided about a host, and how the controller sees it. */
export interface HostEntity {
  readonly id: string;
  readonly name: string;
  readonly liveness: HostLiveness;
  readonly seenSince: string;
  readonly seenReason: string | null;
  readonly witnesses: readonly string[];
  readonly mode: HostMode;
  readonly modeSince: string;
  readonly modeReason: string | null;
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
    liveness: text('liveness'),
    seenSince: time('seen_since'),
    seenReason: text('seen_reason', OPTIONAL),
    witnesses: json('witnesses', { default: [] }),
    mode: text('mode', { default: 'in-service' }),
    modeSince: time('mode_since'),
    modeReason: text('mode_reason', OPTIONAL),
    agentAddress: text('agent_address'),
    meshAddress: text('mesh_address', OPTIONAL),
    peerId: text('peer_id'),
    generation: whole('generation'),
    createdAt: time('created_at'),
  },
  checks: [
    oneOf('host_liveness_known', 'liveness', HOST_LIVENESS),
    oneOf('host_mode_known', 'mode', HOST_MODES),
    notNegative('host_generation_whole', 'generation'),
  ],
  indices: [
    { name: 'host_name_unique', columns: ['name'], unique: true, where: `(liveness <> 'left'::text)` },
    { name: 'host_peer_unique', columns: ['peerId'], unique: true, where: `(liveness <> 'left'::text)` },
  ],
});

/** What the host last said of itself. */
export interface HostObservedEntity {
  readonly hostId: string;
  readonly version: number;
  readonly facts: HostFacts | null;
  readonly hardware: HostHardware | null;
  readonly lastSeenAt: string | null;
  readonly protocol: number | null;
  readonly instance: string | null;
  readonly hello: number;
  readonly earlierStarts: readonly AgentStart[];
}

export const hostObservedEntity = new EntitySchema<HostObservedEntity>({
  name: 'host_observed',
  columns: {
    hostId: uuid('host_id', KEY),
    version: whole('version'),
    facts: json('facts', OPTIONAL),
    hardware: json('hardware', OPTIONAL),
    lastSeenAt: time('last_seen_at', OPTIONAL),
    protocol: whole('protocol', OPTIONAL),
    instance: text('instance', OPTIONAL),
    hello: whole('hello', { default: 0 }),
    earlierStarts: json('earlier_starts', { default: [] }),
  },
  checks: [
    notNegative('host_observed_version_whole', 'version'),
    notNegative('host_observed_protocol_whole', 'protocol'),
    notNegative('host_observed_hello_whole', 'hello'),
  ],
  foreignKeys: [
    { name: 'host_observed_host', target: 'host', columnNames: ['hostId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
});
