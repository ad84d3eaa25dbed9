/** Checks of what agents say, mapping wire messages to the domain. Past here, values are trusted. */
import type { AgentIntroduction, ImageFacts } from '@rapidvm/controller-app';
import type { HostFacts, HostHardware, VmReport } from '@rapidvm/domain';
import { ARCHITECTURES, HOST_FACTS_LIMITS, HOST_HARDWARE_LIMITS, THROTTLING_CAUSES, VM_STATES } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId, RapidError } from '@rapidvm/kernel';
import { z } from 'zod';
import { parseErrorRecord } from './parse-error-record.ts';

const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const generation = z.int().min(0).transform(asGeneration);
const acceleratorKind = z.enum(['kvm', 'tcg']);

const reportSchema = z
  .object({
    vmId: z.uuid().transform((id) => asId<VmId>(id)),
    generation,
    intentGeneration: generation,
    state: z.enum(VM_STATES),
    reason: z.string().nullish(),
    accelerator: acceleratorKind.nullish(),
    restarts: z.int().min(0),
    lastErrorJson: z.string().nullish(),
  })
  .transform(({ lastErrorJson, reason = null, accelerator = null, ...rest }): VmReport => ({
    ...rest,
    reason,
    accelerator,
    lastError: lastErrorJson === undefined || lastErrorJson === null ? null : parseErrorRecord(lastErrorJson),
  }));

const listingSchema = z.object({ reports: z.array(reportSchema).default([]) });

const networkSchema = z.object({
  name: z.string().max(HOST_FACTS_LIMITS.networkNameChars),
  kind: z.enum(['bridge', 'interface']),
  isUp: z.boolean(),
  addresses: z.array(z.string().max(64)).max(HOST_FACTS_LIMITS.addressesPerNetwork).default([]),
});

/** proto3 can't tell an empty list from none, and an agent that has nothing to tell says so. */
const notToldWhenEmpty = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .default([])
    .transform((items) => (items.length === 0 ? null : items));

const causes = z.array(z.enum(THROTTLING_CAUSES)).max(THROTTLING_CAUSES.length).default([]);
const hardwareText = z.string().max(HOST_HARDWARE_LIMITS.textChars);

const hardwareSchema = z
  .object({
    topology: z.object({ sockets: z.int().min(1), cores: z.int().min(1), threads: z.int().min(1) }).nullish(),
    numaNodes: z
      .array(z.object({ id: z.int().min(0), cpus: hardwareText, memoryMib: z.int().min(0) }))
      .max(HOST_HARDWARE_LIMITS.numaNodes)
      .default([]),
    hugePages: z
      .array(z.object({ sizeBytes: count, total: count, free: count }))
      .max(HOST_HARDWARE_LIMITS.hugePageSizes)
      .default([]),
    machineTypes: z.array(hardwareText).max(HOST_HARDWARE_LIMITS.machineTypes).default([]),
    throttling: z.object({ now: causes, sinceBoot: causes }).nullish(),
  })
  .transform(({ numaNodes, topology, throttling, ...rest }): HostHardware => ({
    ...rest,
    topology: topology ?? null,
    throttling: throttling ?? null,
    numaNodes: numaNodes.map(({ memoryMib, ...node }) => ({ ...node, memoryMiB: memoryMib })),
  }));

const factsSchema = z
  .object({
    hostId: z.uuid().transform((id) => asId<HostId>(id)),
    version: generation,
    inventory: z.object({
      architecture: z.enum(ARCHITECTURES),
      cpuModel: z.string(),
      cpuFlags: notToldWhenEmpty(z.string().max(HOST_FACTS_LIMITS.cpuFlagChars), HOST_FACTS_LIMITS.cpuFlags),
      cpus: z.int().min(1),
      memoryMib: z.int().min(1),
      operatingSystem: z.string(),
      kernel: z.string(),
      qemuVersion: z.string(),
      accelerator: z.object({ kind: acceleratorKind, reason: z.string() }),
      agentVersion: z.string(),
      datastores: z.array(
        z.object({ name: z.string(), id: z.string().nullable().default(null), totalBytes: count, freeBytes: count }),
      ),
      networks: notToldWhenEmpty(networkSchema, HOST_FACTS_LIMITS.networks),
    }),
    load: z.object({
      load1: z.number().min(0),
      freeMemoryMib: z.int().min(0),
      runningVms: z.int().min(0),
      temperatureC: z.number().nullish(),
    }),
    changeStamp: count,
    hardware: hardwareSchema.nullish(),
  })
  .transform(({ inventory: { memoryMib, ...inventory }, load: { freeMemoryMib, ...load }, hardware, ...rest }): HostFacts => ({
    ...rest,
    hardware: hardware ?? null,
    inventory: { ...inventory, memoryMiB: memoryMib },
    load: { ...load, freeMemoryMiB: freeMemoryMib, temperatureC: load.temperatureC ?? null },
  }));

const imageSchema = z.object({
  format: z.enum(['qcow2', 'raw']),
  virtualBytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const introductionSchema = z
  .object({ protocol: z.int().min(0), instance: z.string().max(64).nullable() })
  .transform((said): AgentIntroduction => said);

export const introductionFromWire = (message: unknown): AgentIntroduction =>
  checked(introductionSchema, 'word of who it is', message);
export const reportFromWire = (message: unknown): VmReport => checked(reportSchema, 'VM report', message);
export const listingFromWire = (message: unknown): readonly VmReport[] => checked(listingSchema, 'list of VMs', message).reports;
export const factsFromWire = (message: unknown): HostFacts => checked(factsSchema, 'host facts', message);
export const imageFromWire = (message: unknown): ImageFacts => checked(imageSchema, 'image facts', message);

function checked<T>(schema: z.ZodType<T>, what: string, message: unknown): T {
  const parsed = schema.safeParse(message);
  if (parsed.success) return parsed.data;
  const cause = parsed.error.issues.map(({ path, message: rule }) => `${path.join('.')}: ${rule}`).join('; ');
  throw new RapidError(
    'unavailable',
    `An agent sent a ${what} that is not one`,
    { what, cause },
    'Give agent and controller the same version',
  );
}
