/** The rows of the table of operations about where VMs go and why. */
import { z } from 'zod';
import type { OperationShape } from './operation.ts';
import { PAGE_LIMITS } from './paging.ts';
import * as p from './placement-schemas.ts';
import { hostSchema, idSchema } from './schemas.ts';

const byId = z.object({ id: idSchema });

export const PLACEMENT_OPERATIONS = {
  'vm.explain': {
    summary: 'Why a VM is where it is; of each other host why not, and what would make it fit',
    permission: 'view',
    rest: { method: 'GET', path: '/vms/:id/placement' },
    grpc: 'VmService/ExplainVm',
    cli: 'vm explain',
    input: byId.extend({
      limit: z
        .int()
        .min(1)
        .max(PAGE_LIMITS.maxItems)
        .default(200)
        .describe('Most hosts to tell of, the nearest to fitting first'),
    }),
    output: p.vmExplanationSchema,
    effect: 'read',
  },
  'host.set-placement': {
    summary: 'Say of a host what matters for which VMs go there: labels, rack, how much may be promised',
    permission: 'admin',
    rest: { method: 'PATCH', path: '/hosts/:id/placement' },
    grpc: 'HostService/SetHostPlacement',
    cli: 'host placement',
    input: byId.extend(p.hostPlacementChange),
    output: hostSchema,
    effect: 'change',
  },
  'placement.get': {
    summary: 'Show how much hosts promise that say nothing else',
    permission: 'view',
    rest: { method: 'GET', path: '/placement' },
    grpc: 'HostService/GetPlacementDefaults',
    cli: 'placement show',
    input: z.object({}),
    output: p.placementDefaultsSchema,
    effect: 'read',
  },
  'placement.set': {
    summary: 'Set how much hosts promise that say nothing else; what runs already runs on',
    permission: 'admin',
    rest: { method: 'PATCH', path: '/placement' },
    grpc: 'HostService/SetPlacementDefaults',
    cli: 'placement set',
    input: z.object(p.placementDefaultsChange),
    output: p.placementDefaultsSchema,
    effect: 'change',
  },
} as const satisfies Readonly<Record<string, OperationShape>>;
