import { Client, credentials, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { service as healthService } from 'grpc-health-check';
import { RapidError } from '@rapidvm/kernel';
import { OPERATIONS } from '@rapidvm/operations';
import type { EventView } from '@rapidvm/operations';
import { SAMPLE_ID, sampleOutput } from './support/sample-outputs.ts';
import type { TestServer } from './support/test-server.ts';
import { bearer, startTestServer } from './support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.ports.calls.length = 0;
  server.ports.answers.clear();
});
const asAdmin = bearer('admin');

describe('messages', () => {
  it('carry inputs: what is left out gets its default, empty lists are none, units keep their meaning', async () => {
    await server.grpc.call(
      'VmService/CreateVm',
      { name: 'hello', image: 'debian', memoryMib: 512, labels: { memoryMiB: 'x' } },
      asAdmin,
    );
    await server.grpc.call('VmService/ListVms', {}, asAdmin);
    const [create, list] = server.ports.calls.map((call) => call.input);
    expect(create).toEqual(
      OPERATIONS['vm.create'].input.parse({ name: 'hello', image: 'debian', memoryMiB: 512, labels: { memoryMiB: 'x' } }),
    );
    expect(list).toEqual({ limit: 50 });
  });

  it('carry outputs: null is absent, an error keeps its details as JSON', async () => {
    const task = {
      ...sampleOutput('task.get'),
      error: { code: 'storage-full', message: 'm', hint: 'h', details: { freeBytes: 1 } },
    };
    server.ports.answers.set('task.get', () => task);
    const { message } = await server.grpc.call('TaskService/GetTask', { id: SAMPLE_ID }, asAdmin);
    expect(message.error).toEqual({ code: 'storage-full', message: 'm', hint: 'h', detailsJson: '{"freeBytes":1}' });
    expect(message.startedAt).toBeUndefined();
    const vm = { ...sampleOutput('vm.get'), memoryMiB: 4096, labels: { a: 'b' } };
    server.ports.answers.set('vm.get', () => vm);
    const answer = await server.grpc.call('VmService/GetVm', { id: SAMPLE_ID }, asAdmin);
    expect(answer.message).toMatchObject({ memoryMib: 4096, labels: { a: 'b' }, disks: [{ name: 'text' }] });
  });

  it('the idempotency key reaches the handler', async () => {
    await server.grpc.call('VmService/StartVm', { id: SAMPLE_ID }, { ...asAdmin, 'idempotency-key': 'k1' });
    expect(server.ports.calls[0]?.context).toMatchObject({ idempotencyKey: 'k1', from: '127.0.0.1' });
  });
});

describe('refusals', () => {
  it('name every field at fault', async () => {
    const answer = await server.grpc.call('VmService/CreateVm', { name: 'Not A Name', image: 'debian', cpus: 0 }, asAdmin);
    expect(answer.status).toBe(status.INVALID_ARGUMENT);
    expect(answer.error).toMatchObject({ code: 'invalid-input', details: { issues: [{ field: 'name' }, { field: 'cpus' }] } });
  });

  it('carry the code of the use-case', async () => {
    server.ports.answers.set('vm.start', () => {
      throw new RapidError('no-host-fits', 'No host fits – Ω', { refusals: [{ host: 'a', reason: 'memory' }] }, 'Add memory');
    });
    const answer = await server.grpc.call('VmService/StartVm', { id: SAMPLE_ID }, asAdmin);
    expect(answer.status).toBe(status.FAILED_PRECONDITION);
    expect(answer.error).toEqual({
      code: 'no-host-fits',
      message: 'No host fits – Ω',
      hint: 'Add memory',
      details: { refusals: [{ host: 'a', reason: 'memory' }] },
    });
  });

  it('what is no message is invalid input, not an internal error', async () => {
    const answer = await server.grpc.raw('/rapidvm.api.v1.VmService/GetVm', Buffer.from([0x0a, 0xff, 0xff]), asAdmin);
    expect([answer.status, answer.error?.code]).toEqual([status.INVALID_ARGUMENT, 'invalid-input']);
  });

  it('too large a message is refused by its size', async () => {
    const answer = await server.grpc.raw('/rapidvm.api.v1.VmService/GetVm', Buffer.alloc(2 ** 20 + 1), asAdmin);
    expect(answer.status).toBe(status.RESOURCE_EXHAUSTED);
  });
});

describe('WatchEvents', () => {
  const event = (cursor: number): EventView => ({
    ...sampleOutput('event.watch'),
    cursor,
    data: { from: 'stopped', fill: 'x'.repeat(2000) },
  });

  it('resumes after the cursor and goes on live', async () => {
    server.ports.feed.push(...[1, 2, 3].map((cursor) => ({ kind: 'event', event: event(cursor) }) as const));
    const stream = server.grpc.watch({ after: 1 }, asAdmin);
    const seen: number[] = [];
    stream.on('data', (message) => seen.push(message.cursor));
    stream.on('error', () => undefined);
    await expect.poll(() => seen).toEqual([2, 3]);
    server.ports.feed.push({ kind: 'event', event: event(4) });
    await expect.poll(() => seen).toEqual([2, 3, 4]);
    stream.cancel();
  });

  it('reads no further from the feed while its client does not read', async () => {
    const before = await server.ports.feed.latestCursor();
    server.ports.feed.push(
      ...Array.from({ length: 5000 }, (_, index) => ({ kind: 'event', event: event(100 + index) }) as const),
    );
    const pulledBefore = server.ports.feed.pulled;
    const stream = server.grpc.watch({ after: before }, asAdmin);
    stream.on('error', () => undefined);
    stream.pause();
    await expect.poll(() => server.ports.feed.pulled - pulledBefore).toBeGreaterThan(10);
    const answer = await server.grpc.call('VmService/ListVms', {}, asAdmin);
    expect(answer.status).toBe(status.OK);
    expect(server.ports.feed.pulled - pulledBefore).toBeLessThan(1000);
    let received = 0;
    stream.resume();
    stream.on('data', () => (received += 1));
    await expect.poll(() => received, { timeout: 10_000 }).toBe(5000);
    stream.cancel();
  });
});

describe('tools', () => {
  it('health says serving', async () => {
    const client = new Client(`localhost:${server.grpcPort}`, credentials.createSsl(Buffer.from(server.ca)));
    const { path, requestSerialize, responseDeserialize } = healthService['Check'] as any;
    const answer = await new Promise((resolve, reject) =>
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        { service: 'rapidvm.api.v1.VmService' },
        (error, value) => (error ? reject(error) : resolve(value)),
      ),
    );
    client.close();
    expect(answer).toMatchObject({ status: 'SERVING' });
  });
});
