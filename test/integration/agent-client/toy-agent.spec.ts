import { Metadata, status } from '@grpc/grpc-js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ConsoleEnd, ConsoleRequest, ConsoleViewer, SerialNote } from '@rapidvm/controller-app';
import { VIEWER_HEAD_BYTES } from '@rapidvm/controller-app';
import type { HostId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { eventually, VirtualTime } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ToyConsole } from './toy-agent.ts';
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
  });

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

  it('begins anew when it is asked to, which is no loss while the new stream comes', async () => {
    const streams: Watch[] = [];
    const watch = (call: Watch): void => {
      streams.push(call);
      if (streams.length === 3) return void call.end();
      call.write({ complete: { reports: [REPORT] } });
    };
    const clients = await agents.clients();
    const { told } = listening(clients);
    clients.connections.setHosts([host(await agents.serve(HOST, { watch }))]);
    await clients.connections.start();
    const heardAll = (times: number) => eventually(() => told.filter((word) => word === 'complete 1').length === times);
    await heardAll(1);
    clients.connections.again(HOST);
    await heardAll(2);
    const once = ['connected', 'report stopped', 'complete 1'];
    expect(told).toEqual([...once, ...once]);
    clients.connections.again(HOST);
    await heardAll(3);
    expect(told.slice(6)).toEqual([expect.stringMatching(/^disconnected: /), ...once]);
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
  const SERIAL = { kind: 'serial', readOnly: false, fromOffset: 7 } as const;
  const SCREEN = { kind: 'screen', readOnly: true } as const;
  const NEAR = { bootId: expect.stringMatching(/^[0-9a-f-]{36}$/), loan: expect.stringMatching(/^[0-9a-f]{32}$/) };
  const data = (offset: number, bytes: string): Buffer => {
    const message = Buffer.concat([Buffer.alloc(8), Buffer.from(bytes)]);
    message.writeBigUInt64BE(BigInt(offset));
    return message;
  };

  async function gatewayTo(console: (toy: ToyConsole) => void) {
    const clients = await agents.clients();
    clients.connections.setHosts([host(await agents.serve(HOST, {}, console))]);
    return clients.consoles;
  }

  it('carry bytes both ways, and say why they end', async () => {
    let asked: unknown;
    const consoles = await gatewayTo((toy) =>
      toy.onFrame((kind, payload) => {
        if (kind === 'open') {
          asked = JSON.parse(payload.toString());
          toy.send('opened', { firstOffset: 0, nextOffset: 9 });
          toy.send('gap', { fromOffset: 0, toOffset: 7 });
        } else {
          toy.send('data', data(7, payload.toString()));
          toy.send('closed', { code: 'wrong-state', message: 'The VM has ended' });
          toy.socket.end();
        }
      }),
    );
    const session = await consoles.open(HOST, VM, SERIAL);
    expect(asked).toEqual({ ...SERIAL, vmId: VM, near: NEAR });
    const viewer = new RecordingViewer();
    session.attach(viewer);
    expect(session.write(Buffer.from('hi'))).toBe(true);
    await eventually(() => viewer.end);
    expect(viewer.notes).toEqual([
      { kind: 'opened', firstOffset: 0, nextOffset: 9 },
      { kind: 'gap', fromOffset: 0, toOffset: 7 },
    ]);
    expect(Buffer.concat(viewer.taken)).toEqual(data(7, 'hi'));
    expect(viewer.end).toEqual({ kind: 'closed', code: 'wrong-state', message: 'The VM has ended' });
    expect(session.write(Buffer.from('to nobody'))).toBe(true);
  });

  it('are asked for in an older agent’s words, and a loan that leads elsewhere is not taken', async () => {
    const asked: unknown[] = [];
    const answer = (toy: ToyConsole): void =>
      toy.onFrame((_kind, payload) => {
        const request: unknown = JSON.parse(payload.toString());
        asked.push(request);
        const lends = typeof request === 'object' && request !== null && 'near' in request;
        toy.send('opened', lends ? { lent: '/run/other.sock' } : { firstOffset: 0, nextOffset: 9 });
      });
    const clients = await agents.clients();
    const askedOf = async (protocol: string, request: ConsoleRequest): Promise<unknown[]> => {
      clients.connections.setHosts([host(await agents.serve(HOST, {}, answer, protocol))]);
      (await clients.consoles.open(HOST, VM, request)).close();
      return asked.splice(0);
    };
    const plainSerial = { ...SERIAL, vmId: VM };
    const typed = { kind: 'screen', readOnly: false } as const;
    const plainScreen = { ...typed, vmId: VM };
    expect(await askedOf('rapidvm-console/2', typed)).toEqual([plainScreen]);
    expect(await askedOf('rapidvm-console/3', SERIAL)).toEqual([plainSerial]);
    expect(await askedOf('rapidvm-console/3', typed)).toEqual([{ ...plainScreen, near: NEAR }, plainScreen]);
    expect(await askedOf('rapidvm-console/4', SERIAL)).toEqual([{ ...plainSerial, near: NEAR }, plainSerial]);
  });

  it('are refused as the agent refuses, before anything is open', async () => {
    const record = { code: 'wrong-state', message: 'no', hint: 'Start it', details: { kind: 'VM', id: VM, state: 'stopped' } };
    const consoles = await gatewayTo((toy) =>
      toy.onFrame(() => {
        toy.send('failed', record);
        toy.socket.end();
      }),
    );
    await expect(consoles.open(HOST, VM, SCREEN)).rejects.toMatchObject(record);
  });

  it('are refused when nobody listens, when another host answers, when nothing is said, and when the agent knows none', async () => {
    const timers = new VirtualTime();
    const clients = await agents.clients(timers);
    let asked = false;
    const silent = (toy: ToyConsole): void => toy.onFrame(() => (asked = true));
    const elsewhere = host(await agents.serve(HOST, {}, silent), OTHER);
    clients.connections.setHosts([host('127.0.0.1:1'), elsewhere]);
    for (const id of [HOST, OTHER]) {
      await expect(clients.consoles.open(id, VM, SCREEN)).rejects.toMatchObject({ code: 'host-unreachable' });
    }
    clients.connections.setHosts([host(await agents.serve(HOST, {}, silent))]);
    const opening = clients.consoles.open(HOST, VM, SCREEN).catch((error: unknown) => error);
    await eventually(() => asked);
    await timers.advance(10_000);
    expect(await opening).toMatchObject({ code: 'timed-out' });
    clients.connections.setHosts([host(await agents.serve(HOST, {}))]);
    await expect(clients.consoles.open(HOST, VM, SCREEN)).rejects.toMatchObject({ code: 'unsupported' });
    clients.connections.setHosts([]);
    await expect(clients.consoles.open(HOST, VM, SCREEN)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each<[string, (toy: ToyConsole) => void]>([
    ['bytes that are no frame', (toy) => void toy.socket.write(Buffer.alloc(64, 255))],
    ['a frame that is not its to send', (toy) => void toy.send('input', Buffer.from('x'))],
    ['a note that is none', (toy) => void toy.send('gap', { fromOffset: 'here' })],
  ])('end with a code when the agent says %s', async (_what, say) => {
    const consoles = await gatewayTo((toy) =>
      toy.onFrame(() => {
        toy.send('opened', { firstOffset: 0, nextOffset: 0 });
        say(toy);
      }),
    );
    const viewer = new RecordingViewer();
    (await consoles.open(HOST, VM, SERIAL)).attach(viewer);
    const end = await eventually(() => viewer.end);
    expect(end).toMatchObject({ kind: 'failed', error: { code: expect.stringMatching(/^(unavailable|invalid-input)$/) } });
  });

  it('end with host-unreachable when the agent goes away, after all that had come before', async () => {
    const consoles = await gatewayTo((toy) =>
      toy.onFrame(() => {
        toy.send('opened', {});
        toy.send('data', Buffer.from('one'));
        toy.send('data', Buffer.from('two'));
        toy.socket.end();
      }),
    );
    const viewer = new RecordingViewer();
    (await consoles.open(HOST, VM, SCREEN)).attach(viewer);
    const end = await eventually(() => viewer.end);
    expect(end).toMatchObject({ kind: 'failed', error: { code: 'host-unreachable' } });
    expect(Buffer.concat(viewer.taken).toString()).toBe('onetwo');
  });

  it('let a viewer that does not read slow the host down, and only that; then it gets every byte', async () => {
    const chunk = 60_000;
    let sent = 0;
    const consoles = await gatewayTo((toy) => {
      const flood = (): void => {
        while (toy.send('data', Buffer.alloc(chunk, (sent / chunk) % 251))) sent += chunk;
        sent += chunk;
      };
      toy.onFrame(() => {
        toy.send('opened', {});
        flood();
        toy.socket.on('drain', flood);
      });
    });
    const session = await consoles.open(HOST, VM, SCREEN);
    const viewer = new RecordingViewer();
    viewer.takes = false;
    session.attach(viewer);
    let before = -1;
    let looks = 0;
    // Sent no more when all there is to fill is full: the same at many looks, one after the other.
    await eventually(() => {
      looks = sent === before && sent > 0 ? looks + 1 : 0;
      before = sent;
      return looks === 10;
    });
    expect(sent).toBeLessThan(8 * 1024 * 1024);
    expect(viewer.taken).toHaveLength(1);
    viewer.resume();
    await eventually(() => viewer.bytes > 32 * 1024 * 1024);
    session.close();
    const all = Buffer.concat(viewer.taken);
    for (let at = 0; at < all.length; at += chunk) {
      const part = all.subarray(at, at + chunk);
      if (!part.equals(Buffer.alloc(part.length, (at / chunk) % 251))) throw new Error(`other bytes at ${at}`);
    }
  });

  it('take input at the speed of the agent', async () => {
    let reads: ToyConsole | null = null;
    let got = 0;
    const consoles = await gatewayTo((toy) =>
      toy.onFrame((kind, payload) => {
        if (kind === 'open') {
          toy.send('opened', {});
          toy.socket.pause();
          reads = toy;
        } else got += payload.length;
      }),
    );
    const session = await consoles.open(HOST, VM, SCREEN);
    const viewer = new RecordingViewer();
    session.attach(viewer);
    let typed = 0;
    const bytes = Buffer.alloc(100_000, 'x');
    await eventually(async () => {
      typed += bytes.length;
      return !session.write(bytes);
    });
    expect(viewer.rooms).toBe(0);
    (await eventually(() => reads)).socket.resume();
    await eventually(() => viewer.rooms > 0 && got === typed);
    session.close();
  });
});

class RecordingViewer implements ConsoleViewer {
  readonly notes: SerialNote[] = [];
  readonly taken: Buffer[] = [];
  bytes = 0;
  rooms = 0;
  end: ConsoleEnd | null = null;
  takes = true;
  #waiting: (() => void) | null = null;

  data(frame: Uint8Array, taken: () => void): void {
    const message = Buffer.from(frame.subarray(VIEWER_HEAD_BYTES));
    this.taken.push(message);
    this.bytes += message.length;
    if (this.takes) setImmediate(taken);
    else this.#waiting = taken;
  }

  resume(): void {
    this.takes = true;
    this.#waiting?.();
  }

  note(note: SerialNote): void {
    this.notes.push(note);
  }

  room(): void {
    this.rooms += 1;
  }

  ended(end: ConsoleEnd): void {
    this.end = end;
  }
}
