/** Shapes about where VMs go and why. */
import {
  ACCELERATOR_WISHES,
  HOST_PLACEMENT_LIMITS,
  HOST_STATES,
  PLACEMENT_WISH_LIMITS,
  SELECTOR,
  VM_STATES,
} from '@rapidvm/domain';
import { z } from 'zod';

const id = z.uuid();
const { minRatio, maxMemoryRatio, maxCpuRatio, maxLabels } = HOST_PLACEMENT_LIMITS;
const { maxRules, maxCpuFlags } = PLACEMENT_WISH_LIMITS;

const selector = z.string().regex(SELECTOR, 'must be a label, as key or key=value, the key without spaces');
const selectors = (description: string) => z.array(selector).max(maxRules).default([]).describe(description);

/** Fields of a new VM that say where it may go. */
export const placementWishes = {
  accelerator: z
    .enum(ACCELERATOR_WISHES)
    .default('any')
    .describe('kvm: only where the processor itself runs it; any: slow emulation will do as well'),
  cpuModel: z.string().min(1).max(128).optional().describe("Part of the name that the host's processor must have"),
  cpuFlags: z
    .array(z.string().regex(/^[a-z0-9_.-]{1,32}$/, 'must be a processor feature as Linux names it, like aes or avx2'))
    .max(maxCpuFlags)
    .default([])
    .describe("Features that the host's processor must have"),
  onHosts: selectors('Only on hosts with this label: key or key=value; host=NAME, rack=NAME and arch=NAME are labels too'),
  notOnHosts: selectors('Never on hosts with this label'),
  preferHosts: selectors('Rather on hosts with this label'),
  avoidHosts: selectors('Rather not on hosts with this label'),
  nearVms: selectors('Only on the host of a VM with this label: key or key=value; vm=NAME is a label too'),
  apartFromVms: selectors('Never on the host of a VM with this label'),
  preferNearVms: selectors('Rather on the host of a VM with this label'),
  preferApartFromVms: selectors('Rather not on the host of a VM with this label, nor in its rack'),
} as const;

export const vmPlacementSchema = z.object({
  accelerator: z.enum(ACCELERATOR_WISHES),
  cpuModel: z.string().nullable(),
  cpuFlags: z.array(z.string()),
  rules: z.array(
    z.object({
      about: z.enum(['hosts', 'vms']),
      wish: z.enum(['with', 'without']),
      strength: z.enum(['must', 'should']),
      selector: z.string(),
    }),
  ),
});

const memoryRatio = z.number().min(minRatio).max(maxMemoryRatio);
const cpuRatio = z.number().min(minRatio).max(maxCpuRatio);

export const hostPlacementSchema = z.object({
  labels: z.record(z.string(), z.string()),
  rack: z.string().nullable(),
  memoryRatio: z.number().nullable().describe('Null: as the cluster does'),
  cpuRatio: z.number().nullable().describe('Null: as the cluster does'),
});

/** 0 stands for "as the cluster does", because an absent field changes nothing. */
const orClusters = (max: number) =>
  z
    .number()
    .min(0)
    .max(max)
    .refine((ratio) => ratio === 0 || ratio >= minRatio, `must be 0, or at least ${minRatio}`)
    .optional();

export const hostPlacementChange = {
  labels: z
    .record(z.string().regex(/^[^\s=]{1,63}$/, 'must be 1–63 characters without spaces and ='), z.string().max(255))
    .refine((value) => Object.keys(value).length <= maxLabels, `must have at most ${maxLabels} labels`)
    .optional()
    .describe('Labels to give it; others stay'),
  removeLabels: z.array(z.string().max(63)).max(maxLabels).optional().describe('Keys of labels to take from it'),
  rack: z.string().max(63).optional().describe('Hosts of one rack fail together; empty: none'),
  memoryRatio: orClusters(maxMemoryRatio).describe('Guest memory promised for each MiB there is; 0: as the cluster does'),
  cpuRatio: orClusters(maxCpuRatio).describe('Virtual processors promised for each real one; 0: as the cluster does'),
} as const;

export const placementDefaultsSchema = z
  .object({
    memoryRatio: memoryRatio.describe('Guest memory promised for each MiB of a host'),
    cpuRatio: cpuRatio.describe('Virtual processors promised for each real one'),
    reservedMemoryMiB: z.int().describe('Kept back on each host for the host itself'),
  })
  .meta({ id: 'PlacementDefaults' });
export const placementDefaultsChange = { memoryRatio: memoryRatio.optional(), cpuRatio: cpuRatio.optional() } as const;

const room = z.object({
  limit: z.int(),
  used: z.int().describe('Promised to VMs that run, are meant to, or can’t be seen'),
  inFlight: z.int().describe('The part that tasks under way have taken'),
});
export const hostCapacitySchema = z.object({ memoryMiB: room, cpus: room });

const obstacleSchema = z.object({
  code: z.string().describe('memory, cpus, architecture, host-state, label-missing, …'),
  reason: z.string(),
  change: z.string().nullable().describe('The nearest change that would take this out of the way'),
  figures: z.object({ needed: z.number(), available: z.number(), unit: z.enum(['MiB', 'bytes', 'cpus']) }).nullable(),
});
const partScoreSchema = z.object({
  name: z.string(),
  value: z.number().describe('0 to 1'),
  weight: z.number(),
});

const decisionSchema = z.object({
  at: z.string().describe('RFC 3339, UTC'),
  operation: z.enum(['create', 'start', 'move']),
  hostId: id,
  hostName: z.string(),
  reason: z.string(),
  score: z.number(),
  scores: z.array(partScoreSchema),
  fitting: z.int().describe('Hosts that fitted'),
  refused: z
    .array(obstacleSchema.extend({ hostId: id, hostName: z.string() }))
    .describe('The nearest to fitting; refusedByCode has how many there were'),
  refusedByCode: z.record(z.string(), z.int()),
});

export const vmExplanationSchema = z
  .object({
    vmId: id,
    vmName: z.string(),
    vmState: z.enum(VM_STATES),
    hostId: id.nullable(),
    hostName: z.string().nullable(),
    wishes: vmPlacementSchema,
    holds: z.object({ memoryMiB: z.int(), cpus: z.int() }).nullable().describe('What it holds on its host; null: nothing'),
    decision: decisionSchema.nullable().describe('Why it is where it is; null: not placed yet'),
    fitting: z.int().describe('Hosts on which it would fit now'),
    hosts: z
      .array(
        z.object({
          hostId: id,
          hostName: z.string(),
          state: z.enum(HOST_STATES),
          isCurrent: z.boolean(),
          fits: z.boolean(),
          score: z.number().nullable(),
          scores: z.array(partScoreSchema),
          obstacles: z.array(obstacleSchema).describe('All that stand in the way now; none: it fits'),
        }),
      )
      .describe('As things are now: those that fit first, best first, then the nearest to fitting'),
    hostCount: z.int(),
  })
  .meta({ id: 'VmExplanation' });

export type VmExplanationView = z.infer<typeof vmExplanationSchema>;
export type PlacementDefaultsView = z.infer<typeof placementDefaultsSchema>;
