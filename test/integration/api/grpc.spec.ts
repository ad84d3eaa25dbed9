import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MethodDefinition, ServiceDefinition, ServiceError } from '@grpc/grpc-js';
import { Client, credentials, status } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { service as healthService } from 'grpc-health-check';
import { RapidError } from '@rapidvm/kernel';
import { OPERATIONS } from '@rapidvm/operations';
import type { EventView } from '@rapidvm/operations';
import { VirtualTime } from '@rapidvm/testing';
import type { Numbered } from './support/grpc-client.ts';
import { createGrpcClient, errorOf } from './support/grpc-client.ts';
import { createTestIdentity } from './support/test-identity.ts';
import { SAMPLE_ID, sampleOutput } from './support/sample-outputs.ts';
import type { TestServer } from './support/test-server.ts';
import { askServer, bearer, startTestServer } from './support/test-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

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
const event = (cursor: number): EventView => ({
  ...sampleOutput('event.watch'),
  cursor,
  data: { from: 'stopped', fill: 'x'.repeat(2000) },
});

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
    const error = { code: 'storage-full', message: 'm', hint: 'h', detailsJson: '{"freeBytes":1}' };
    expect(message).toMatchObject({ error });
    expect(message).not.toHaveProperty('startedAt');
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
      const refusals = [{ host: 'a', code: 'memory', reason: 'memory', change: null }];
      throw new RapidError('no-host-fits', 'No host fits – Ω', { refusals, hosts: 1 }, 'Add memory');
    });
    const answer = await server.grpc.call('VmService/StartVm', { id: SAMPLE_ID }, asAdmin);
    expect(answer.status).toBe(status.FAILED_PRECONDITION);
    expect(answer.error).toEqual({
      code: 'no-host-fits',
      message: 'No host fits – Ω',
      hint: 'Add memory',
      details: { refusals: [{ host: 'a', code: 'memory', reason: 'memory', change: null }], hosts: 1 },
    });
  });

  it('what is no message is invalid input, not an internal error', async () => {
    const answer = await server.grpc.raw('/rapidvm.api.v1.VmService/GetVm', Buffer.from([0x0a, 0xff, 0xff]), asAdmin);
    expect([answer.status, answer.error?.code]).toEqual([status.INVALID_ARGUMENT, 'invalid-input']);
  });

  it('too large a message is refused by its size', async () => {
    const answer = await server.grpc.raw('/rapidvm.api.v1.VmService/GetVm', Buffer.alloc(2 ** 20 + 1), asAdmin);
    expect(answer.status).toBe(status.RESOURCE_EXHAUSTED);
    expect(answer.error).toMatchObject({ code: 'limit-exceeded', details: { max: 2 ** 20, unit: 'bytes' } });
    // By the library, which knows no codes of ours.
    const huge = await server.grpc.raw('/rapidvm.api.v1.VmService/GetVm', Buffer.alloc(2 ** 21 + 1), asAdmin);
    expect(huge).toMatchObject({ status: status.RESOURCE_EXHAUSTED, error: null });
  });
});

describe('WatchEvents', () => {
  it('resumes after the cursor and goes on live', async () => {
    server.ports.feed.push(...[1, 2, 3].map((cursor) => ({ kind: 'event', event: event(cursor) }) as const));
    const stream = server.grpc.watch({ after: 1 }, asAdmin);
    const seen: number[] = [];
    stream.on('data', (message: Numbered) => seen.push(message.cursor));
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

describe('a watch that nobody reads', () => {
  const MANY = 5000;
  let time: VirtualTime;
  let own: TestServer;
  let stream: ReturnType<TestServer['grpc']['watch']>;
  let received: number;
  let ended: Promise<ServiceError>;
  beforeEach(async () => {
    time = new VirtualTime();
    own = await startTestServer({ time });
    own.ports.feed.push(...Array.from({ length: MANY }, (_, index) => ({ kind: 'event', event: event(1 + index) }) as const));
    stream = own.grpc.watch({ after: 0 }, asAdmin);
    ended = new Promise((resolve) => stream.on('error', resolve));
    received = 0;
    stream.on('data', () => (received += 1));
    stream.pause();
    await untilFull();
  });
  afterEach(() => own.close());

  /** Waits until the server reads nothing more from the feed for the client. */
  async function untilFull(): Promise<void> {
    let before = 0;
    const isFull = (): boolean => {
      const still = own.ports.feed.pulled === before;
      before = own.ports.feed.pulled;
      return still && before > 0;
    };
    await expect.poll(isFull, { interval: 250 }).toBe(true);
  }

  it('loses its place, and whoever reads on after all learns why', async () => {
    // It is looked at once a minute: what went out just before the first look counts as read.
    await time.advance(120_000);
    await expect.poll(() => own.ports.feed.followers).toBe(0);
    stream.resume();
    const refusal = await ended;
    expect(refusal.code).toBe(status.DEADLINE_EXCEEDED);
    expect(errorOf(refusal)).toMatchObject({ code: 'timed-out', hint: expect.stringContaining('after the last cursor') });
    expect(received).toBeLessThan(MANY);
  });

  it('keeps its place while something is read now and then', async () => {
    await time.advance(60_000);
    const takeSome = (): unknown => (received >= 500 ? stream.pause() : undefined);
    stream.on('data', takeSome);
    stream.resume();
    await expect.poll(() => received).toBeGreaterThanOrEqual(500);
    await untilFull();
    await time.advance(60_000);
    expect(own.ports.feed.followers).toBe(1);
    stream.off('data', takeSome);
    stream.resume();
    await expect.poll(() => received).toBe(MANY);
    stream.cancel();
  });
});

describe('the rights of an open stream', () => {
  it('are asked for again: a revoked token ends it, a database that is away does not', async () => {
    const time = new VirtualTime();
    const own = await startTestServer({ time });
    const stream = own.grpc.watch({}, asAdmin);
    const refusal = new Promise<unknown>((resolve) => stream.on('error', resolve));
    await expect.poll(() => own.ports.feed.followers).toBe(1);
    own.ports.away = new RapidError('unavailable', 'Away', { what: 'the database', cause: 'refused' }, 'Wait');
    await time.advance(10_000);
    expect(own.ports.feed.followers).toBe(1);
    own.ports.away = new RapidError('not-authenticated', 'Revoked', { reason: 'revoked' }, 'Log in');
    await time.advance(10_000);
    expect(await refusal).toMatchObject({ code: status.UNAUTHENTICATED });
    await expect.poll(() => own.ports.feed.followers).toBe(0);
    await own.close();
  });
});

describe('tools', () => {
  const connect = () => new Client(`localhost:${server.grpcPort}`, credentials.createSsl(Buffer.from(server.ca)));

  it('health says serving', async () => {
    const client = connect();
    const { path, requestSerialize, responseDeserialize } = healthService['Check'] as MethodDefinition<object, object>;
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

  it('reflection lists the services and spells fields as the contract does', async () => {
    const protos = join(dirname(createRequire(import.meta.url).resolve('@grpc/reflection/package.json')), 'build/proto');
    const loaded = await load('grpc/reflection/v1/reflection.proto', { includeDirs: [protos], bytes: Buffer });
    const service = loaded['grpc.reflection.v1.ServerReflection'] as ServiceDefinition;
    const method: MethodDefinition<object, object> = service['ServerReflectionInfo']!;
    const client = connect();
    const stream = client.makeBidiStreamRequest(method.path, method.requestSerialize, method.responseDeserialize);
    const answers: unknown[] = [];
    stream.on('data', (answer) => answers.push(answer));
    stream.write({ listServices: '' });
    stream.write({ fileContainingSymbol: 'rapidvm.api.v1.Vm' });
    stream.end();
    await expect.poll(() => answers.length).toBe(2);
    client.close();
    expect(JSON.stringify(answers[0])).toContain('rapidvm.api.v1.VmService');
    const { fileDescriptorResponse } = answers[1] as { fileDescriptorResponse: { fileDescriptorProto: Buffer[] } };
    const descriptor = Buffer.concat(fileDescriptorResponse.fileDescriptorProto).toString('latin1');
    expect(descriptor).toContain('memory_mib');
    expect(descriptor).not.toContain('memoryMib');
  });
});

describe('certificates', () => {
  it('a renewed one is shown to the next connection, over HTTPS and gRPC', async () => {
    const renewed = await createTestIdentity();
    const fresh = await startTestServer();
    fresh.setIdentity(renewed);
    const client = createGrpcClient(fresh.grpcPort, renewed.cert);
    expect((await client.call('VmService/ListVms', {}, asAdmin)).status).toBe(status.OK);
    expect((await askServer(fresh.origin, renewed.cert, '/healthz')).status).toBe(200);
    client.close();
    await fresh.close();
  });
});
