/** What tasks of hosts carry in their rows. Parsed, because a newer controller may meet an older one's. */
import { HOST_MODES } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { z } from 'zod';

/** `before`: what was wanted of the host before, and is again if its drain is cancelled. */
export const hostDrainSchema = z.object({
  hostId: z.uuid().transform((id) => asId<HostId>(id)),
  before: z.enum(HOST_MODES),
  graceSeconds: z.int().min(0),
});
export type HostDrainInput = z.output<typeof hostDrainSchema>;
