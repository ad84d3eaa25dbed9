/** Rows of the table of operations: hosts in and out of service. */
import { z } from 'zod';
import type { OperationShape } from './operation.ts';
import * as s from './schemas.ts';

const byId = z.object({ id: s.idSchema });

export const HOST_SERVICE_OPERATIONS = {
  'host.enter-maintenance': {
    summary: 'Let a host take no VMs and start none; those that run there run on',
    permission: 'admin',
    rest: { method: 'POST', path: '/hosts/:id/maintenance' },
    grpc: 'HostService/EnterMaintenance',
    cli: 'host enter-maintenance',
    input: byId,
    output: s.hostSchema,
    effect: 'change',
  },
  'host.leave-maintenance': {
    summary: 'Use a host again that was in maintenance',
    permission: 'admin',
    rest: { method: 'DELETE', path: '/hosts/:id/maintenance' },
    grpc: 'HostService/LeaveMaintenance',
    cli: 'host leave-maintenance',
    input: byId,
    output: s.hostSchema,
    effect: 'change',
  },
  'host.drain': {
    summary: 'Empty a host: move its VMs to others that reach their disks, one by one, then put it into maintenance',
    permission: 'admin',
    rest: { method: 'POST', path: '/hosts/:id/drain' },
    grpc: 'HostService/DrainHost',
    cli: 'host drain',
    input: byId.extend({ graceSeconds: s.graceSchema }),
    output: z.object({ task: s.taskSchema }),
    effect: 'task',
  },
} as const satisfies Readonly<Record<string, OperationShape>>;
