import { Metadata, status } from '@grpc/grpc-js';
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import type { HostId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { eventually, VirtualTime } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listening, ToyAgents } from './toy-agent.ts';

const HOST = asId<HostId>('01890000-0000-7000-8000-000000000001');
const OTHER = asId<HostId>('01890000-0000-7000-8000-000000000002');
const VM = asId<VmId>('01890000-0000-7000-8000-000000000003');
const REPORT = { vmId: VM, generation: 5, intentGeneration: 2, state: 'stopped', restarts: 0 };

let agents: ToyAgents;
beforeEach(async () => {
  agents = await ToyAgents.open();
});
afterEach(() => agents.close());

const host = (agentAddress: string, id = HOST) => ({ id, name: 'toy', agentAddress });
type Unary = (call: unknown, done: (error: object | null, value?: object) => void) => void;
const answers =
  (value: object): Unary =>
  (_call, done) =>
    done(null, value);
type Stream = ServerDuplexStream<Record<string, unknown>, object>;

describe('commands', () => {
  it('come back as reports, and refusals as the agent’s own coded errors', async () => {
    const record = {
      code: 'stale-generation',
      message: 'Too old',
      hint: 'Look again',
      details: { kind: 'VM', id: VM, given: 1, current: 2 },
    };
    const metadata = new Metadata();
    metadata.set('rapidvm-error-bin', Buffer.from(JSON.stringify(record)));
    const stopVm: Unary = (_call, done) => done({ code: status.ABORTED, details: 'Too old', metadata });
    const clients = await agents.clients();
    clients.connections.setHosts([host(await agents.serve(HOST, { killVm: answers(REPORT), stopVm }))]);
    expect(await clients.gateway.killVm(HOST, VM, asGeneration(2))).toEqual({
      ...REPORT,
      reason: null,
      accelerator: null,
      lastError: null,
    });
    await expect(clients.gateway.stopVm(HOST, VM, asGeneration(1), 5)).rejects.toMatchObject(record);
  });

  it('are refused when nobody listens, when another host answers, and for hosts that are not ours', async () => {
    const clients = await agents.clients();
    clients.connections.setHosts([host('127.0.0.1:1'), host(await agents.serve(HOST, { killVm: answers(REPORT) }), OTHER)]);
    await expect(clients.gateway.killVm(HOST, VM, asGeneration(1))).rejects.toMatchObject({
      code: 'host-unreachable',
      details: { host: 'toy' },
    });
    await expect(clients.gateway.killVm(OTHER, VM, asGeneration(1))).rejects.toMatchObject({ code: 'host-unreachable' });
    clients.connections.setHosts([]);
    await expect(clients.gateway.killVm(HOST, VM, asGeneration(1))).rejects.toMatchObject({ code: 'not-found' });
  }, 30_000);

  it('have a deadline, and answers that are none are refused', async () => {
    const timers = new VirtualTime();
    const clients = await agents.clients(timers);
    let asked = false;
    const killVm = (): void => void (asked = true);
    clients.connections.setHosts([
      host(await agents.serve(HOST, { killVm, stopVm: answers({ ...REPORT, state: 'upside-down' }) })),
    ]);
    await expect(clients.gateway.stopVm(HOST, VM, asGeneration(1), 5)).rejects.toMatchObject({ code: 'unavailable' });
    const killed = clients.gateway.killVm(HOST, VM, asGeneration(1)).catch((error: unknown) => error);
    await eventually(() => asked);
    await timers.advance(30_000);
    expect(await killed).toMatchObject({ code: 'timed-out', details: { afterMs: 30_000 } });
  });
});

describe('watching a host', () => {
  type Watch = ServerWritableStream<object, object>;

  it('tells its reports, that they are all, and begins again after a loss', async () => {
    const streams: Watch[] = [];
    const watch = (call: Watch): void => {
      streams.push(call);
      call.write({ report: REPORT });
      call.write({ complete: { reports: [REPORT] } });
    };
    const clients = await agents.clients();
    const { told } = listening(clients);
    clients.connections.setHosts([host(await agents.serve(HOST, { watch }))]);
    await clients.connections.start();
    await eventually(() => told.includes('complete 1'));
    expect(told).toEqual(['connected', 'report stopped', 'report stopped', 'complete 1']);
    streams[0]?.end();
    await eventually(() => streams.length === 2 && told.filter((word) => word === 'connected').length === 2);
    expect(told.some((word) => word.startsWith('disconnected'))).toBe(true);
    clients.connections.setHosts([]);
    await eventually(() => streams[1]?.cancelled);
  });

  it('gives up a stream that has fallen silent, and waits longer with each failure', async () => {
    const timers = new VirtualTime();
    let streams = 0;
    const watch = (call: Watch): void => {
      streams += 1;
      if (streams === 1) call.write({ heartbeat: {} });
    };
    const clients = await agents.clients(timers);
    const { told } = listening(clients);
    clients.connections.setHosts([host(await agents.serve(HOST, { watch }))]);
    await clients.connections.start();
    await eventually(() => told.includes('connected'));
    await timers.advance(16_000);
    await eventually(() => told.at(-1) === 'disconnected: nothing was heard from toy for 16 s');
    await timers.advance(200);
    await eventually(() => streams === 2);
    await timers.advance(16_000);
    await eventually(() => told.filter((word) => word.startsWith('disconnected')).length === 2);
    await timers.advance(199);
    expect(streams).toBe(2);
    await timers.advance(201);
    await eventually(() => streams === 3);
  });

  it('moves with the host', async () => {
    const watch = (call: Watch): void => void call.write({ heartbeat: {} });
    const clients = await agents.clients();
    const { told } = listening(clients);
    clients.connections.setHosts([host(await agents.serve(HOST, { watch }))]);
    await clients.connections.start();
    await eventually(() => told.length === 1);
    clients.connections.setHosts([host(await agents.serve(HOST, { watch }))]);
    await eventually(() => told.filter((word) => word === 'connected').length === 2);
  });
});

describe('consoles', () => {
  const CHUNK = Buffer.alloc(32 * 1024, 'x');

  it('carry bytes both ways, and say why they end', async () => {
    const serialConsole = (call: Stream): void => {
      call.on('data', (message: Record<string, unknown>) => {
        if (message['open']) {
          expect(message['open']).toMatchObject({ vmId: VM, fromOffset: 7, readOnly: false });
          call.write({ opened: { firstOffset: 0, nextOffset: 9 } });
          call.write({ gap: { fromOffset: 0, toOffset: 7 } });
        } else {
          call.write({ data: { offset: 7, bytes: message['keys'] } });
          call.write({ closed: { code: 'wrong-state', message: 'The VM has ended' } });
          call.end();
        }
      });
    };
    const clients = await agents.clients();
    clients.connections.setHosts([host(await agents.serve(HOST, { serialConsole }))]);
    const session = await clients.consoles.openSerial(HOST, VM, { fromOffset: 7, readOnly: false });
    await session.write(Buffer.from('hi'));
    const frames = [];
    for await (const frame of session.frames) frames.push({ ...frame, bytes: Buffer.from(frame.bytes).toString() });
    expect(frames).toMatchObject([
      { kind: 'opened', offset: 0, nextOffset: 9 },
      { kind: 'gap', offset: 0, nextOffset: 7 },
      { kind: 'data', offset: 7, nextOffset: 9, bytes: 'hi' },
      { kind: 'closed', code: 'wrong-state', message: 'The VM has ended' },
    ]);
    await expect(session.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('are refused before anything is open', async () => {
    const screenConsole = (call: Stream): void =>
      void call.emit('error', { code: status.FAILED_PRECONDITION, details: 'no', metadata: new Metadata() });
    const clients = await agents.clients();
    clients.connections.setHosts([host(await agents.serve(HOST, { screenConsole }))]);
    await expect(clients.consoles.openScreen(HOST, VM, { readOnly: true })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('let a viewer that does not read slow the host down, and only that', async () => {
    let sent = 0;
    const screenConsole = (call: Stream): void => {
      const flood = (): void => {
        while (call.write({ bytes: CHUNK })) sent += CHUNK.length;
      };
      call.once('data', () => {
        call.write({ opened: {} });
        flood();
        call.on('drain', flood);
      });
    };
    const clients = await agents.clients();
    clients.connections.setHosts([host(await agents.serve(HOST, { screenConsole }))]);
    const session = await clients.consoles.openScreen(HOST, VM, { readOnly: true });
    let before = -1;
    // Sent no more when all there is to fill is full.
    await eventually(async () => {
      const settled = sent === before && sent > 0;
      before = sent;
      if (!settled) await new Promise((resolve) => setImmediate(resolve));
      return settled;
    });
    expect(sent).toBeLessThan(8 * 1024 * 1024);
    let read = 0;
    for await (const bytes of session.bytes) {
      read += bytes.length;
      if (read > 32 * 1024 * 1024) break;
    }
    expect(sent).toBeGreaterThan(24 * 1024 * 1024);
  }, 30_000);
});
