/** The ledger's format on disk: one JSON document per VM, versioned, checked whole when read. */
import type { MachineSpec } from '@rapidvm/domain';
import { ARCHITECTURES, DISPLAYS, RESTART_MODES, VM_STATES } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { RapidError, asGeneration, asId, isUuid } from '@rapidvm/kernel';
import { z } from 'zod';
import { errorRecordSchema } from '../error-record-schema.ts';
import { COMMAND_KINDS } from '../supervisor/vm-record.ts';
import type { LedgerRecord } from '../supervisor/vm-record.ts';

const FORMAT = 'rapidvm-ledger';
const VERSION = 1;

const count = z.number().int().nonnegative();
const generation = count.transform(asGeneration);
const vmId = z
  .string()
  .refine(isUuid)
  .transform((text) => asId<VmId>(text));
const file = z.strictObject({ datastore: z.string(), path: z.string() });

const disk = z.strictObject({
  name: z.string(),
  file,
  serial: z.string(),
  base: z.strictObject({ file, format: z.enum(['qcow2', 'raw']) }).exactOptional(),
  sizeMiB: count.exactOptional(),
});

/** A machine spec as plain data; the edge (gRPC) checks its values against the limits, this checks only that it is one. */
const machineSpecSchema: z.ZodType<MachineSpec> = z.strictObject({
  vmId,
  name: z.string(),
  architecture: z.enum(ARCHITECTURES),
  cpus: count,
  memoryMiB: count,
  directKernel: z.strictObject({ kernel: file, initrd: file.exactOptional(), commandLine: z.string() }).exactOptional(),
  disks: z.array(disk),
  nics: z.array(z.strictObject({ name: z.string(), kind: z.literal('user'), mac: z.string() })),
  display: z.enum(DISPLAYS),
  restart: z.enum(RESTART_MODES),
});

const processSchema = z.strictObject({
  vmId,
  pid: count,
  startTicks: count,
  bootId: z.string(),
  runDirectory: z.string(),
  accelerator: z.strictObject({ kind: z.enum(['kvm', 'tcg']), reason: z.string() }),
});

const entrySchema = z.strictObject({
  spec: machineSpecSchema,
  intentGeneration: generation,
  lastCommand: z.enum(COMMAND_KINDS),
  reportGeneration: generation,
  wanted: z.enum(['running', 'stopped']),
  state: z.enum(VM_STATES),
  reason: z.string().nullable(),
  lastError: errorRecordSchema.nullable(),
  process: processSchema.nullable(),
  restarts: count,
  graceSeconds: count,
  lostFrom: z.enum(VM_STATES).nullable(),
});

const documentSchema = z.strictObject({ format: z.literal(FORMAT), version: z.literal(VERSION), entry: entrySchema });

export function encodeLedgerEntry(record: LedgerRecord): string {
  const { spec, intentGeneration, lastCommand, reportGeneration, wanted, state, reason, lastError } = record;
  const { process, restarts, graceSeconds, lostFrom } = record;
  const about = { spec, intentGeneration, lastCommand, reportGeneration, wanted, state, reason, lastError };
  const document = { format: FORMAT, version: VERSION, entry: { ...about, process, restarts, graceSeconds, lostFrom } };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** Reads an entry. Throws `corrupt-file` naming `path` and what is wrong with it, also for a version that this agent does not know. */
export function decodeLedgerEntry(path: string, text: string, expectedId: VmId): LedgerRecord {
  const result = documentSchema.safeParse(parseJson(path, text));
  if (!result.success) throw corrupt(path, z.prettifyError(result.error));
  const { entry } = result.data;
  if (entry.spec.vmId !== expectedId) throw corrupt(path, `it is about VM ${entry.spec.vmId}`);
  return entry;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw corrupt(path, String(error));
  }
}

function corrupt(path: string, problem: string): RapidError<'corrupt-file'> {
  const hint = 'Restore the file from a backup, or end the VM by hand, remove the file and restart the agent';
  return new RapidError('corrupt-file', `The ledger entry ${path} is damaged`, { path, problem }, hint);
}
