/** What VM tasks carry in their rows. Parsed, because a newer controller may meet an older one's. */
import type { Generation, HostId, TaskId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { z } from 'zod';

const vmId = z.uuid().transform((id) => asId<VmId>(id));
const generation = z.int().min(0).transform(asGeneration);

/** Absent: from a controller of before, which left `off`. */
const wantedBefore = z.enum(['on', 'off']).default('off');

export const vmCommandSchema = z.object({ vmId, generation });
const hostOrNull = z
  .uuid()
  .transform((id) => asId<HostId>(id))
  .nullable()
  .default(null);

/**
 * `wantedBefore`: what its user wanted before. `askedFor`: only that host. `takesFrom`: a host that runs nothing any more, and still has a claim on
 * the disks. Absent: from a controller of before.
 */
export const vmStartSchema = vmCommandSchema.extend({ wantedBefore, askedFor: hostOrNull, takesFrom: hostOrNull });
export const vmKillSchema = vmCommandSchema.extend({ wantedBefore });
export const vmStopSchema = vmCommandSchema.extend({ graceSeconds: z.int().min(0) });
/** `from`: where it is; `runs`: it is shut down there and started on its new host. `partOf`: the drain that has it moved. */
export const vmMoveSchema = z.object({
  vmId,
  from: z.uuid().transform((id) => asId<HostId>(id)),
  runs: z.boolean(),
  graceSeconds: z.int().min(0),
  partOf: z.uuid().transform((id) => asId<TaskId>(id)),
});
export const vmCreateTaskSchema = z.object({
  vmId,
  name: z.string(),
  start: z.boolean(),
  hostId: z
    .uuid()
    .transform((id) => asId<HostId>(id))
    .optional(),
});

/** `generation`: the intent that this command carries to the agent. */
export interface VmCommandInput {
  readonly vmId: VmId;
  readonly generation: Generation;
}
export type VmStartInput = z.output<typeof vmStartSchema>;
export type VmKillInput = z.output<typeof vmKillSchema>;
export type VmStopInput = z.output<typeof vmStopSchema>;
export type VmMoveInput = z.output<typeof vmMoveSchema>;
export type VmCreateTaskInput = z.output<typeof vmCreateTaskSchema>;
