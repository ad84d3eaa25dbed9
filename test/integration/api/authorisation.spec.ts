/** Every operation × every role and nobody × REST and gRPC: who may gets its answer, who may not gets the right refusal, nothing else happens. */
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROLES, may } from '@rapidvm/domain';
import type { Role } from '@rapidvm/domain';
import { OPERATIONS, OPERATION_NAMES } from '@rapidvm/operations';
import type { OperationName, OperationShape } from '@rapidvm/operations';
import { SAMPLE_INPUTS } from './support/sample-inputs.ts';
import type { TestServer } from './support/test-server.ts';
import { bearer, startTestServer } from './support/test-server.ts';
import { wireRequest } from './support/wire-request.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Who = Role | 'nobody';
type Outcome = 'served' | 'not-authenticated' | 'not-permitted';
const WHO: readonly Who[] = ['nobody', ...ROLES];
const credentials = (who: Who): Record<string, string> => (who === 'nobody' ? {} : bearer(who));

function expected(name: OperationName, who: Who): Outcome {
  const { permission } = OPERATIONS[name];
  if (permission === 'public') return 'served';
  if (who === 'nobody') return 'not-authenticated';
  return may(who, permission) ? 'served' : 'not-permitted';
}

const cases = OPERATION_NAMES.flatMap((name) => WHO.map((who) => [name, who, expected(name, who)] as const));
const overRest = cases.filter(([name]) => name !== 'event.watch');
const overGrpc = cases.filter(([name]) => OPERATIONS[name].grpc !== null && name !== 'event.watch');
const isChange = (name: OperationName): boolean => ['change', 'task'].includes((OPERATIONS[name] as OperationShape).effect);

describe('REST', () => {
  it.each(overRest)('%s by %s: %s', async (name, who, outcome) => {
    server.ports.calls.length = 0;
    server.ports.refusals.length = 0;
    const { path, method, body } = wireRequest(name, SAMPLE_INPUTS[name]);
    const answer = await server.ask(path, { method, body, headers: credentials(who) });
    expect(answer.status < 300 ? 'served' : answer.code).toBe(outcome);
    if (outcome !== 'served') expect(server.ports.calls).toEqual([]);
    expect(server.ports.refusals.length).toBe(outcome === 'not-permitted' && isChange(name) ? 1 : 0);
  });
});

describe('gRPC', () => {
  it.each(overGrpc)('%s by %s: %s', async (name, who, outcome) => {
    server.ports.calls.length = 0;
    const message = Object.fromEntries(
      Object.entries(SAMPLE_INPUTS[name]).map(([key, value]) => [key.replaceAll('MiB', 'Mib'), value]),
    );
    const answer = await server.grpc.call(String(OPERATIONS[name].grpc), message, credentials(who));
    expect(answer.status === status.OK ? 'served' : answer.error?.code).toBe(outcome);
    expect(server.ports.calls.map((call) => call.operation)).toEqual(outcome === 'served' ? [name] : []);
    if (outcome === 'served') expect(server.ports.calls[0]?.context.caller?.role).toBe(who);
  });

  it.each(WHO)('event.watch by %s', async (who) => {
    server.ports.feed.push({ kind: 'changed', subject: { kind: 'vm', id: 'x' } });
    const stream = server.grpc.watch({ after: 0 }, credentials(who));
    const refused = new Promise((resolve) => stream.on('error', (error: { code?: number }) => resolve(error.code)));
    if (who === 'nobody') expect(await refused).toBe(status.UNAUTHENTICATED);
    else {
      await expect.poll(() => server.ports.feed.followers).toBeGreaterThan(0);
      stream.cancel();
      expect(await refused).toBe(status.CANCELLED);
      await expect.poll(() => server.ports.feed.followers).toBe(0);
    }
  });
});
