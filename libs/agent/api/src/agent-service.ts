/** The calls of `proto/agent/v1`: check, hand on, answer. No rule lives here. */
import type { ServerWritableStream, UntypedServiceImplementation, handleUnaryCall } from '@grpc/grpc-js';
import type { agentV1 } from '@rapidvm/contracts';
import { AGENT_PROTOCOL } from '@rapidvm/domain';
import type { Logger } from '@rapidvm/kernel';
import { isRapidError } from '@rapidvm/kernel';
import type { z } from 'zod';
import type { AgentBackend } from './agent-backend.ts';
import { toServiceError } from './error-status.ts';
import { parseRequest } from './parse-request.ts';
import * as schemas from './request-schemas.ts';
import { hostFactsToWire, imageFactsToWire, reportToWire } from './to-wire.ts';
import { watch } from './watch-call.ts';

export function agentService(backend: AgentBackend, logger: Logger): UntypedServiceImplementation {
  const { vms } = backend;
  const anyCall = unaryWith(logger);
  const unary: Unary = (schema, work) =>
    anyCall(schema, async (request) => {
      await backend.takeUp();
      return work(request);
    });
  return {
    // Whoever asks this does not know yet whether we are the host.
    hello: anyCall(schemas.emptyRequest, (): agentV1.HelloResponse => ({ ...backend.self, protocol: AGENT_PROTOCOL })),
    describe: unary(schemas.emptyRequest, () => hostFactsToWire(backend.hostFacts.facts)),
    provisionVm: unary(schemas.provisionRequest, async (request) =>
      reportToWire(await vms.provision(request.spec, request.intentGeneration)),
    ),
    adoptVm: unary(schemas.adoptRequest, async ({ replacesHostId, ...rest }): Promise<agentV1.AdoptVmResponse> => {
      const report = await vms.adopt({ ...rest, replaces: replacesHostId ?? null });
      return report === null ? {} : { report: reportToWire(report) };
    }),
    releaseVm: unary(schemas.releaseRequest, async ({ spec, intentGeneration }): Promise<agentV1.ReleaseVmResponse> => {
      await vms.release(spec, intentGeneration);
      return {};
    }),
    startVm: unary(schemas.startRequest, async ({ vmId, replacesHostId, ...rest }) =>
      reportToWire(await vms.command(vmId, { kind: 'start', replaces: replacesHostId ?? null, ...rest })),
    ),
    stopVm: unary(schemas.stopRequest, async ({ vmId, ...rest }) =>
      reportToWire(await vms.command(vmId, { kind: 'stop', ...rest })),
    ),
    killVm: unary(schemas.killRequest, async ({ vmId, ...rest }) =>
      reportToWire(await vms.command(vmId, { kind: 'kill', ...rest })),
    ),
    removeVm: unary(schemas.removeRequest, async (request) =>
      reportToWire(await vms.remove(request.vmId, request.intentGeneration, request.spec ?? null)),
    ),
    listVms: unary(schemas.emptyRequest, (): agentV1.ListVmsResponse => ({ reports: vms.reports().map(reportToWire) })),
    inspectImage: unary(schemas.inspectImageRequest, async (request) =>
      imageFactsToWire(await backend.disks.inspect(request.file, request.plain ? 'plain' : 'disk')),
    ),
    setMembers: unary(schemas.memberTable, async (table): Promise<agentV1.SetMembersResponse> => ({
      version: await backend.members.set(table),
    })),
    watch: (call: ServerWritableStream<unknown, agentV1.WatchFact>) => void watch(backend, call),
  };
}

type Unary = <I, O>(schema: z.ZodType<I>, work: (input: I) => O | Promise<O>) => handleUnaryCall<unknown, O>;

function unaryWith(logger: Logger): Unary {
  return (schema, work) => (call, callback) => {
    const answer = async (): Promise<Awaited<ReturnType<typeof work>>> => await work(parseRequest(schema, call.request));
    answer().then(
      (value) => callback(null, value),
      (error: unknown) => {
        if (!isRapidError(error)) logger.error('A call failed in a way nobody foresaw', error, { path: call.getPath() });
        callback(toServiceError(error));
      },
    );
  };
}
