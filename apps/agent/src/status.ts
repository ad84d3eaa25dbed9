/** How the agent stands with its controller, in a file beside its data: for `install`, and for people without a controller at hand. */
import { readFile } from 'node:fs/promises';
import { writeWhole } from '@rapidvm/agent-app';
import type { Logger, Timers } from '@rapidvm/kernel';
import { SECOND_MS } from '@rapidvm/kernel';
import type { MemberState } from '@rapidvm/mesh-core';
import { z } from 'zod';
import type { AgentLayout } from './config.ts';

const MEMBER_STATES = ['joining', 'active', 'suspect', 'failed', 'left'] as const satisfies readonly MemberState[];

export const agentStatusSchema = z.object({
  pid: z.int().positive(),
  /** A controller has its stream to this agent. */
  watched: z.boolean(),
  /** False after a boot until a controller knows this machine: the VMs of before are not looked after yet. Absent: an agent that did so at once. */
  vmsTakenUp: z.boolean().default(true),
  /** Null: the host has not been looked at yet. */
  accelerator: z.object({ kind: z.enum(['kvm', 'tcg']), reason: z.string() }).nullable(),
  /** How this host sees the others. Isolated: it sees hardly anybody, so that what it does not see says little. */
  mesh: z.object({
    isolated: z.boolean(),
    /** The hosts that are not plainly there, by their names. */
    notActive: z.record(z.string(), z.enum(MEMBER_STATES)),
  }),
  /** Why the controller does not want this host. */
  refusal: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});

export type AgentStatus = z.infer<typeof agentStatusSchema>;

/** Milliseconds between two looks; the file is written only when something has changed. */
const LOOK_MS = SECOND_MS;

interface StatusWorld {
  readonly layout: AgentLayout;
  readonly timers: Timers;
  readonly logger: Logger;
}

export function keepStatus({ layout, timers, logger }: StatusWorld, status: () => AgentStatus): { close(): void } {
  let written = '';
  const look = async (): Promise<void> => {
    const text = `${JSON.stringify(agentStatusSchema.parse(status()))}\n`;
    if (text === written) return;
    written = text;
    await writeWhole(layout.status, text);
  };
  const again = (): void => {
    timer = timers.after(LOOK_MS, () => {
      look()
        .catch((error: unknown) => logger.warn('The status file could not be written', { cause: String(error) }))
        .finally(again);
    });
  };
  let timer = timers.after(0, again);
  return { close: () => timer.cancel() };
}

/** Null: there is none, or none that can be read. */
export async function readStatus(layout: AgentLayout): Promise<AgentStatus | null> {
  try {
    return agentStatusSchema.parse(JSON.parse(await readFile(layout.status, 'utf8')));
  } catch {
    // Not written yet, or by an agent of another version.
    return null;
  }
}
