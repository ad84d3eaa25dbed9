/** The rows of the table of operations about the mesh: who watches whom, and what they say of one another. */
import { z } from 'zod';
import * as m from './mesh-schemas.ts';
import type { OperationShape } from './operation.ts';
import { PAGE_LIMITS } from './paging.ts';

export const MESH_OPERATIONS = {
  'host.mesh': {
    summary: 'How the members of the mesh see one another: who watches whom, what each says, what it takes to be held failed',
    permission: 'view',
    rest: { method: 'GET', path: '/mesh' },
    grpc: 'HostService/GetMesh',
    cli: 'host mesh',
    input: z.object({
      limit: z
        .int()
        .min(1)
        .max(PAGE_LIMITS.maxItems)
        .default(200)
        .describe('Most members to tell of, those that are not well first'),
    }),
    output: m.meshSchema,
    effect: 'read',
  },
} as const satisfies Readonly<Record<string, OperationShape>>;
