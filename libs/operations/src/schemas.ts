/**
 * The public shapes: what REST bodies and gRPC messages carry. zod is their one source: validation, types, OpenAPI and docs come from here.
 * Times are RFC 3339 in UTC; sizes say their unit in the name.
 */
import {
  ARCHITECTURES,
  DISPLAYS,
  EVENT_KINDS,
  HOST_ACTIONS,
  HOST_LIVENESS,
  HOST_MODES,
  HOST_STATES,
  IMAGE_ACTIONS,
  RESTART_MODES,
  ROLES,
  SUBJECT_KINDS,
  TASK_ACTIONS,
  TASK_KINDS,
  TASK_STATES,
  TASK_STEP_STATES,
  THROTTLING_CAUSES,
  VM_ACTIONS,
  VM_LIMITS,
  VM_NAME,
  VM_NAME_RULE,
  VM_STATES,
} from '@rapidvm/domain';
import { z } from 'zod';
import { hostCapacitySchema, hostPlacementSchema, placementWishes, vmPlacementSchema } from './placement-schemas.ts';

export const idSchema = z.uuid().describe('Identifier (UUID version 7)');
export const vmNameSchema = z
  .string()
  .regex(VM_NAME, VM_NAME_RULE)
  .describe('Unique name; also the folder name beside its disks');
const timestamp = z.string().describe('RFC 3339, UTC');
const labels = z
  .record(z.string().min(1).max(63), z.string().max(255))
  .refine((value) => Object.keys(value).length <= VM_LIMITS.maxLabels, `must have at most ${VM_LIMITS.maxLabels} labels`);

export const errorRecordSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  details: z.record(z.string(), z.unknown()),
});

const verdictSchema = z.object({
  allowed: z.boolean(),
  code: z.string().optional(),
  reason: z.string().optional(),
  hint: z.string().optional(),
});
const actionVerdictSchema = verdictSchema.extend({ action: z.enum(VM_ACTIONS) });
const hostActionVerdictSchema = verdictSchema.extend({ action: z.enum(HOST_ACTIONS) });
const imageActionVerdictSchema = verdictSchema.extend({ action: z.enum(IMAGE_ACTIONS) });
const taskActionVerdictSchema = verdictSchema.extend({ action: z.enum(TASK_ACTIONS) });

export const vmSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    state: z.enum(VM_STATES),
    since: timestamp,
    reason: z.string().nullable().describe('Why it is in this state, where that is not plain'),
    desiredPower: z.enum(['on', 'off']),
    generation: z.int(),
    hostId: idSchema.nullable(),
    hostName: z.string().nullable(),
    architecture: z.enum(ARCHITECTURES),
    accelerator: z.enum(['kvm', 'tcg']).nullable(),
    cpus: z.int(),
    memoryMiB: z.int(),
    imageId: idSchema,
    imageName: z.string(),
    datastore: z.string(),
    disks: z.array(z.object({ name: z.string(), sizeMiB: z.int().nullable() })),
    nics: z.array(z.object({ name: z.string(), network: z.string(), mac: z.string() })),
    display: z.enum(DISPLAYS),
    restart: z.enum(RESTART_MODES),
    restarts: z.int().describe('How often its host restarted it after it ended unasked'),
    labels,
    placement: vmPlacementSchema.describe('What it asks of its host'),
    activeTaskId: idSchema.nullable(),
    allowedActions: z.array(actionVerdictSchema),
    createdAt: timestamp,
  })
  .meta({ id: 'Vm' });

export const vmCreateSchema = z
  .object({
    name: vmNameSchema,
    image: z.string().min(1).max(128).describe('Name or id of the image to start from'),
    cpus: z.int().min(1).max(VM_LIMITS.maxCpus).default(1),
    memoryMiB: z.int().min(VM_LIMITS.minMemoryMiB).max(VM_LIMITS.maxMemoryMiB).default(256),
    diskMiB: z.int().min(1).max(VM_LIMITS.maxDiskMiB).optional().describe('Size of disk0; absent: as large as the image'),
    network: z.string().min(1).max(63).default('default'),
    display: z.enum(DISPLAYS).default('std'),
    restart: z.enum(RESTART_MODES).default('on-failure'),
    host: z.string().min(1).max(128).optional().describe('Name or id of the host it is made on; absent: placed for you'),
    ...placementWishes,
    labels: labels.default({}),
    start: z.boolean().default(false).describe('Start it when it is made'),
  })
  .meta({ id: 'VmCreate' });

export const graceSchema = z.int().min(0).max(3600).default(30).describe('Time for a guest to power off before its VM is ended');

export const otherHostSchema = z
  .string()
  .min(1)
  .max(128)
  .optional()
  .describe('Name or id of another host with the same datastores, where it stays from then on');

const datastoreFactsSchema = z.object({ name: z.string(), totalBytes: z.number(), freeBytes: z.number() });

const hostNetworkSchema = z.object({
  name: z.string(),
  kind: z.enum(['bridge', 'interface']),
  isUp: z.boolean(),
  addresses: z.array(z.string()).describe('In CIDR form'),
});

const throttlingCauses = z.array(z.enum(THROTTLING_CAUSES));

const hostHardwareSchema = z
  .object({
    topology: z
      .object({ sockets: z.int(), cores: z.int(), threads: z.int() })
      .nullable()
      .describe('Cores and threads of all sockets; null: its kernel does not tell'),
    numaNodes: z.array(z.object({ id: z.int(), cpus: z.string().describe('As Linux lists them: 0-3,8'), memoryMiB: z.int() })),
    hugePages: z
      .array(z.object({ sizeBytes: z.number(), total: z.number(), free: z.number() }))
      .describe('Each size that it has, also where none are set aside'),
    machineTypes: z.array(z.string()).describe('Versioned ones of its QEMU that guests are given'),
    throttling: z
      .object({ now: throttlingCauses, sinceBoot: throttlingCauses })
      .nullable()
      .describe('What holds its processor back; null: it does not tell'),
  })
  .meta({ id: 'HostHardware' });

export const hostSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    state: z.enum(HOST_STATES),
    since: timestamp,
    reason: z.string().nullable().describe('Why it is in this state, where that is not plain'),
    liveness: z.enum(HOST_LIVENESS).describe('What is seen of it, whatever is wanted of it'),
    witnesses: z.array(z.string()).describe('Members that no longer see it'),
    mode: z.enum(HOST_MODES).describe('What people want of it, whether it can be seen or not'),
    agentAddress: z.string(),
    peerId: z.string(),
    protocol: z.int().nullable().describe('Version of the protocol its agent speaks'),
    lastSeenAt: timestamp.nullable(),
    inventory: z
      .object({
        architecture: z.enum(ARCHITECTURES),
        cpuModel: z.string(),
        cpuFlags: z
          .array(z.string())
          .nullable()
          .describe('Features of its processor, as Linux names them; null: it does not tell'),
        cpus: z.int(),
        memoryMiB: z.int(),
        operatingSystem: z.string(),
        kernel: z.string(),
        qemuVersion: z.string(),
        accelerator: z.object({ kind: z.enum(['kvm', 'tcg']), reason: z.string() }),
        agentVersion: z.string(),
        datastores: z.array(datastoreFactsSchema),
        networks: z.array(hostNetworkSchema).nullable().describe('Its bridges and interfaces; null: it does not tell'),
      })
      .nullable(),
    load: z
      .object({
        load1: z.number(),
        freeMemoryMiB: z.int(),
        runningVms: z.int(),
        temperatureC: z.number().nullable().describe('Of its processor; null: the machine tells none'),
      })
      .nullable(),
    hardware: hostHardwareSchema.nullable().describe('What it is made of besides; null: its agent does not tell'),
    vmCount: z.int(),
    placement: hostPlacementSchema.describe('What people say about it'),
    capacity: hostCapacitySchema.nullable().describe('Null until it has told what it is'),
    allowedActions: z.array(hostActionVerdictSchema),
    createdAt: timestamp,
  })
  .meta({ id: 'Host' });

export const imageSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    architecture: z.enum(ARCHITECTURES),
    datastore: z.string(),
    diskPath: z.string(),
    diskFormat: z.enum(['qcow2', 'raw']),
    diskBytes: z.number(),
    sha256: z.string(),
    kernelPath: z.string().nullable(),
    initrdPath: z.string().nullable(),
    commandLine: z.string().nullable(),
    description: z.string(),
    allowedActions: z.array(imageActionVerdictSchema),
    createdAt: timestamp,
  })
  .meta({ id: 'Image' });

const datastorePath = z.string().min(1).max(1024).describe('Relative path in the datastore');

export const imageRegisterSchema = z
  .object({
    name: vmNameSchema,
    architecture: z.enum(ARCHITECTURES),
    datastore: z.string().min(1).max(63).default('local'),
    diskPath: datastorePath,
    kernelPath: datastorePath.optional(),
    initrdPath: datastorePath.optional(),
    commandLine: z.string().max(2048).optional().describe('Kernel command line'),
    description: z.string().max(1024).default(''),
  })
  .meta({ id: 'ImageRegister' });

export const datastoreSchema = z
  .object({
    name: z.string(),
    kind: z.literal('dir'),
    hosts: z.array(z.object({ hostId: idSchema, hostName: z.string(), totalBytes: z.number(), freeBytes: z.number() })),
  })
  .meta({ id: 'Datastore' });

export const networkSchema = z
  .object({ name: z.string(), kind: z.literal('user'), description: z.string() })
  .meta({ id: 'Network' });

export const taskSchema = z
  .object({
    id: idSchema,
    kind: z.enum(TASK_KINDS),
    subject: z.object({ kind: z.enum(['vm', 'host', 'image']), id: idSchema, name: z.string() }),
    state: z.enum(TASK_STATES),
    progress: z.number().min(0).max(1),
    message: z.string(),
    steps: z.array(
      z.object({
        name: z.string(),
        state: z.enum(TASK_STEP_STATES),
        pointOfNoReturn: z.boolean().describe('Once it has begun the task can not be cancelled'),
        startedAt: timestamp.nullable(),
        endedAt: timestamp.nullable(),
      }),
    ),
    cancelRequested: z.boolean(),
    error: errorRecordSchema.nullable(),
    requestedBy: z.string(),
    allowedActions: z.array(taskActionVerdictSchema),
    createdAt: timestamp,
    startedAt: timestamp.nullable(),
    endedAt: timestamp.nullable(),
  })
  .meta({ id: 'Task' });

export const eventSchema = z
  .object({
    cursor: z.int(),
    at: timestamp,
    kind: z.enum(EVENT_KINDS),
    subject: z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string(), name: z.string() }),
    message: z.string(),
    data: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Event' });

export const userSchema = z
  .object({ id: idSchema, name: z.string(), role: z.enum(ROLES), createdAt: timestamp })
  .meta({ id: 'User' });

export const tokenSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    userId: idSchema,
    role: z.enum(ROLES),
    createdAt: timestamp,
    expiresAt: timestamp.nullable(),
    lastUsedAt: timestamp.nullable(),
  })
  .meta({ id: 'Token' });

export const auditEntrySchema = z
  .object({
    id: idSchema,
    at: timestamp,
    actor: z.string(),
    from: z.string(),
    operation: z.string(),
    subject: z.string(),
    outcome: z.enum(['done', 'refused']),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });

export const sessionSchema = z
  .object({ user: userSchema, permissions: z.array(z.string()), expiresAt: timestamp.nullable() })
  .meta({ id: 'Session' });

const memberSchema = z.object({
  hostId: idSchema.nullable(),
  name: z.string(),
  peerId: z.string(),
  addresses: z.array(z.string()),
  urls: z.array(z.string()).describe('Where a controller has its HTTPS API, best first; of a host none'),
});
export const memberTableSchema = z.object({ version: z.int(), members: z.array(memberSchema) }).meta({ id: 'MemberTable' });

export type VmView = z.infer<typeof vmSchema>;
export type VmCreate = z.infer<typeof vmCreateSchema>;
export type HostView = z.infer<typeof hostSchema>;
export type ImageView = z.infer<typeof imageSchema>;
export type DatastoreView = z.infer<typeof datastoreSchema>;
export type NetworkView = z.infer<typeof networkSchema>;
export type TaskView = z.infer<typeof taskSchema>;
export type EventView = z.infer<typeof eventSchema>;
export type UserView = z.infer<typeof userSchema>;
export type TokenView = z.infer<typeof tokenSchema>;
export type AuditView = z.infer<typeof auditEntrySchema>;
export type SessionView = z.infer<typeof sessionSchema>;
export type MemberTableView = z.infer<typeof memberTableSchema>;

/** What a host says of itself whenever it enrols. Part of a signed text: a line break in an address would let it pass for two. */
export const signedByHost = {
  publicKey: z.string().min(64).max(512).describe('Ed25519, SPKI PEM'),
  agentAddress: z.string().regex(/^[^\s/]{1,255}:\d{1,5}$/, 'must be host:port'),
  meshAddresses: z.array(z.string().regex(/^[!-~]{1,255}$/, 'must be 1–255 printable characters without spaces')).max(8),
} as const;

/** `fields`: what stands before the addresses. */
export const hostSignature = (fields: string) =>
  z.string().min(64).max(128).describe(`Base64 Ed25519 signature over ${fields}, the addresses and publicKey, one a line`);
