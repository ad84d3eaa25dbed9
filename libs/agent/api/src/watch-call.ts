import type { ServerWritableStream } from '@grpc/grpc-js';
import type { agentV1 } from '@rapidvm/contracts';
import type { AgentBackend } from './agent-backend.ts';
import { parseRequest } from './parse-request.ts';
import { emptyRequest } from './request-schemas.ts';
import { StreamOutput } from './stream-output.ts';
import { watchFactToWire } from './to-wire.ts';

/** Tells everything once, then every change, until the caller goes away. */
export async function watch(backend: AgentBackend, call: ServerWritableStream<unknown, agentV1.WatchFact>): Promise<void> {
  const output = new StreamOutput(call);
  try {
    parseRequest(emptyRequest, call.request);
    await backend.takeUp();
    const stream = backend.reporter.watch(() => backend.vms.reports());
    void output.gone.then(() => backend.reporter.end(stream));
    for (let fact = await stream.next(); fact !== null; fact = await stream.next()) {
      if (!(await output.write(watchFactToWire(fact)))) break;
    }
    output.end();
  } catch (error) {
    output.fail(error);
  }
}
