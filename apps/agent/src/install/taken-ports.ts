import { once } from 'node:events';
import { createServer } from 'node:net';
import { RapidError } from '@rapidvm/kernel';
import type { AgentConfig } from '../config.ts';

/** Refuses `in-use` for a port that another program has: the agent would find out only after it has joined. */
export async function refuseTakenPorts({ listen, meshListen }: AgentConfig): Promise<void> {
  for (const { host, port } of [listen, meshListen]) {
    const probe = createServer();
    probe.listen({ host, port, exclusive: true });
    try {
      await once(probe, 'listening');
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const details = { kind: 'port', id: String(port), usedBy: [cause] };
      const hint = `Look who has it (ss -ltnp), or give the agent another port in its configuration; then paste the line again`;
      throw new RapidError(
        'in-use',
        `TCP port ${port}, on which the controller would reach this host, can't be had: ${cause}`,
        details,
        hint,
        error,
      );
    }
    probe.close();
    await once(probe, 'close');
  }
}
