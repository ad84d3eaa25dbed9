/** Checks of everything that comes in, mapping wire messages to the domain. Past here, values are trusted. */
import { ARCHITECTURES, DISPLAYS, RESTART_MODES, VM_LIMITS, VM_NAME, isSafeRelativePath } from '@rapidvm/domain';
import type { DirectKernel, MachineDisk, MachineSpec } from '@rapidvm/domain';
import type { Generation, HostId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId, isUuid } from '@rapidvm/kernel';
import { MAX_GRACE_SECONDS } from '@rapidvm/agent-app';
import { LOAN_NAME } from '@rapidvm/console';
import { z } from 'zod';
import { MAX_MEMBERS } from './limits.ts';

const MAC = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/;
const DISK_SERIAL = /^[A-Za-z0-9_-]{1,20}$/;
const DEVICE_NAME = /^[a-z][a-z0-9-]{0,30}$/;
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Characters of a kernel's command line on every architecture of ours. */
const MAX_COMMAND_LINE_CHARS = 2048;
const MAX_ADDRESSES = 16;
const MAX_TEXT_CHARS = 256;

const vmId = z
  .string()
  .refine(isUuid, 'must be a lower-case UUID')
  .transform((text) => asId<VmId>(text));
const intentGeneration = z
  .int()
  .positive()
  .transform((value): Generation => asGeneration(value));
const file = z.object({
  datastore: z.string().regex(VM_NAME, 'must be the name of a datastore'),
  path: z.string().refine(isSafeRelativePath, 'must be a relative path without . and ..'),
});
const fileOrNone = file.nullish();

const disk = z
  .object({
    name: z.string().regex(DEVICE_NAME),
    file,
    serial: z.string().regex(DISK_SERIAL, 'must be 1-20 letters, digits, _ and -'),
    base: z.object({ file, format: z.enum(['qcow2', 'raw']) }).nullish(),
    sizeMib: z.int().positive().max(VM_LIMITS.maxDiskMiB).optional(),
  })
  .transform(({ name, file: at, serial, base, sizeMib }): MachineDisk => ({
    name,
    file: at,
    serial,
    ...(base && { base }),
    ...(sizeMib !== undefined && { sizeMiB: sizeMib }),
  }))
  .refine((made) => made.base !== undefined || made.sizeMiB !== undefined, 'an empty disk must have a size');

const directKernel = z
  .object({ kernel: file, initrd: fileOrNone, commandLine: z.string().max(MAX_COMMAND_LINE_CHARS).regex(PRINTABLE) })
  .transform(({ kernel, initrd, commandLine }): DirectKernel => ({ kernel, commandLine, ...(initrd && { initrd }) }));

const nic = z.object({
  name: z.string().regex(DEVICE_NAME),
  kind: z.literal('user'),
  mac: z.string().regex(MAC, 'must be a lower-case MAC address'),
});

const distinct = (items: readonly { readonly name: string }[]): boolean =>
  new Set(items.map((item) => item.name)).size === items.length;

const machineSpec = z
  .object({
    vmId,
    name: z.string().regex(VM_NAME),
    architecture: z.enum(ARCHITECTURES),
    cpus: z.int().positive().max(VM_LIMITS.maxCpus),
    memoryMib: z.int().min(VM_LIMITS.minMemoryMiB).max(VM_LIMITS.maxMemoryMiB),
    directKernel: directKernel.nullish(),
    disks: z.array(disk).max(VM_LIMITS.maxDisks).refine(distinct, 'names must differ'),
    nics: z.array(nic).max(VM_LIMITS.maxNics).refine(distinct, 'names must differ'),
    display: z.enum(DISPLAYS),
    restart: z.enum(RESTART_MODES),
  })
  .transform(({ memoryMib, directKernel: kernel, ...rest }): MachineSpec => ({
    ...rest,
    memoryMiB: memoryMib,
    ...(kernel && { directKernel: kernel }),
  }));

const hostId = z
  .string()
  .refine(isUuid, 'must be a lower-case UUID')
  .transform((id) => asId<HostId>(id));

export const emptyRequest = z.object({});
export const provisionRequest = z.object({ spec: machineSpec, intentGeneration });
export const adoptRequest = provisionRequest.extend({ checkOnly: z.boolean().default(false), replacesHostId: hostId.optional() });
export const releaseRequest = provisionRequest;
export const startRequest = z
  .object({ vmId, intentGeneration, spec: machineSpec, replacesHostId: hostId.optional() })
  .refine((request) => request.spec.vmId === request.vmId, { path: ['spec', 'vmId'], error: 'must be the VM that is to start' });
export const stopRequest = z.object({ vmId, intentGeneration, graceSeconds: z.int().nonnegative().max(MAX_GRACE_SECONDS) });
export const killRequest = z.object({ vmId, intentGeneration });
export const removeRequest = z
  .object({ vmId, intentGeneration, spec: machineSpec.nullish() })
  .refine((request) => !request.spec || request.spec.vmId === request.vmId, {
    path: ['spec', 'vmId'],
    error: 'must be the VM that is to go',
  });
export const inspectImageRequest = z.object({ file, plain: z.boolean().default(false) });

const member = z
  .object({
    hostId: hostId.optional(),
    name: z.string().min(1).max(MAX_TEXT_CHARS),
    peerId: z.string().min(1).max(MAX_TEXT_CHARS),
    addresses: z.array(z.string().min(1).max(MAX_TEXT_CHARS)).max(MAX_ADDRESSES),
    urls: z
      .array(z.url({ protocol: /^https$/ }).max(MAX_TEXT_CHARS))
      .max(MAX_ADDRESSES)
      .default([]),
  })
  .transform(({ hostId: id, ...rest }) => ({ ...rest, hostId: id ?? null }));
export const memberTable = z.object({ version: z.int().nonnegative(), members: z.array(member).max(MAX_MEMBERS) });

const near = z.strictObject({ bootId: z.uuid(), loan: z.string().regex(LOAN_NAME) }).optional();

/** What a console connection begins with. */
export const openRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('serial'),
    vmId,
    fromOffset: z.int().nonnegative().optional(),
    readOnly: z.boolean(),
    near,
  }),
  z.strictObject({
    kind: z.literal('screen'),
    vmId,
    readOnly: z.boolean(),
    near,
  }),
]);
