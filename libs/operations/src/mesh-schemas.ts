/** Shapes about the mesh. */
import { z } from 'zod';

export const MESH_MEMBER_STATES = ['joining', 'active', 'suspect', 'failed', 'left'] as const;
export const TESTIMONIES = ['up', 'late', 'down', 'abstains', 'absent'] as const;

const neighbour = { peerId: z.string(), name: z.string() } as const;

const meshMemberSchema = z.object({
  ...neighbour,
  hostId: z.uuid().nullable().describe('Null: a controller'),
  state: z.enum(MESH_MEMBER_STATES),
  since: z.string().describe('RFC 3339, UTC'),
  reason: z.string().nullable().describe('Why it is in this state, where that is not plain'),
  starts: z.int().describe('How often its agent was started'),
  refutations: z.int().describe('How often it has contested since then what was said of it'),
  watchedBy: z.array(
    z.object({
      ...neighbour,
      says: z.enum(TESTIMONIES).describe('abstains: it sees hardly anybody itself; absent: it is not there to be asked'),
    }),
  ),
  watches: z.array(z.object(neighbour)),
  asked: z.int().describe('Observers that are there to be asked'),
  down: z.int().describe('Those of them who say that it is down'),
  suspectAt: z.int().describe('So many must say so for it to be suspect'),
  failedAt: z.int().describe('So many must say so for it to be failed'),
  link: z
    .object({ linked: z.boolean(), silentMs: z.int().nullable().describe('Since anything came over it; null: nothing ever has') })
    .nullable()
    .describe('This controller’s own link with it; null: none is wanted'),
});

export const meshSchema = z
  .object({
    viewId: z.string().describe('Equal for two members if and only if they hold the same state and incarnation of everybody'),
    seenBy: z.object(neighbour).describe('The controller whose view this is'),
    isolated: z.boolean().describe('It sees hardly anybody itself: what it does not see says little'),
    memberCount: z.int(),
    countByState: z.record(z.string(), z.int()),
    members: z.array(meshMemberSchema).describe('Those that are not well first, then by name'),
  })
  .meta({ id: 'Mesh' });

export type MeshMemberView = z.infer<typeof meshMemberSchema>;
export type MeshOverview = z.infer<typeof meshSchema>;
