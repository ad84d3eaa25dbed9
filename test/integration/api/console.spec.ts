import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONSOLE_DOORS } from '@rapidvm/controller-app';
import { RapidError } from '@rapidvm/kernel';
import { VirtualTime } from '@rapidvm/testing';
import { FakeConsoles } from './support/fake-consoles.ts';
import type { TestServer } from './support/test-server.ts';
import { startTestServer } from './support/test-server.ts';
import { openSocket } from './support/ws-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PATH = CONSOLE_DOORS.serial.path;
const SCREEN_PATH = CONSOLE_DOORS.screen.path;
const SERIAL = ['rapidvm.serial.v1', 'rapidvm.ticket.serial-1'];
const SCREEN = ['rapidvm.screen.v1', 'rapidvm.ticket.screen-1'];
const MIB = 2 ** 20;

let consoles: FakeConsoles;
let server: TestServer;
beforeEach(async () => {
  consoles = new FakeConsoles();
  server = await startTestServer({ gateway: consoles });
});
afterEach(() => server.close());

const received = (messages: readonly (string | Buffer)[]): number =>
  messages.reduce((sum, message) => sum + (typeof message === 'string' ? 0 : message.length), 0);

describe('serial', () => {
  it('frames data with its absolute offset, takes keys, tells how it ended', async () => {
    const client = await openSocket(server, `${PATH}?from=1000`, { protocols: SERIAL });
    expect(client.socket.protocol).toBe('rapidvm.serial.v1');
    client.socket.send(Buffer.from('ls\r'));
    await expect.poll(() => client.messages.length).toBe(2);
    expect(client.texts[0]).toEqual({ type: 'opened', firstOffset: 1000, nextOffset: 1000 });
    const data = client.messages[1] as Buffer;
    expect([data.readBigUInt64BE(0), data.subarray(8).toString()]).toEqual([1000n, 'ls\r']);
    client.socket.send(Buffer.from('exit'));
    expect(await client.closed).toMatchObject({ code: 1000 });
    expect(client.texts.at(-1)).toEqual({ type: 'closed', code: 'console-unavailable', message: 'The VM stopped' });
    expect(consoles.opened[0]).toMatchObject({ closed: true, fromOffset: 1000 });
  });

  it('a viewer that goes away closes its session on the host', async () => {
    const client = await openSocket(server, PATH, { protocols: SERIAL });
    client.socket.terminate();
    await expect.poll(() => consoles.opened[0]?.closed).toBe(true);
  });
});

describe('screen', () => {
  it('is raw bytes both ways', async () => {
    const client = await openSocket(server, SCREEN_PATH, { protocols: SCREEN });
    client.socket.send(Buffer.from([1, 2, 3]));
    await expect.poll(() => client.messages).toEqual([Buffer.from([1, 2, 3])]);
    client.socket.close();
  });
});

describe('refusals come before the socket opens', () => {
  it.each([
    ['no subprotocol', PATH, [], 400, 'invalid-input'],
    ['an unknown subprotocol', PATH, ['telnet'], 400, 'invalid-input'],
    ['the other subprotocol', PATH, SCREEN, 400, 'invalid-input'],
    ['no ticket', PATH, ['rapidvm.serial.v1'], 401, 'not-authenticated'],
    ['a used ticket', PATH, ['rapidvm.serial.v1', 'rapidvm.ticket.gone'], 401, 'not-authenticated'],
    ['a ticket for the other console', PATH, ['rapidvm.serial.v1', 'rapidvm.ticket.screen-1'], 403, 'not-permitted'],
    ['a wrong offset', `${PATH}?from=x`, SERIAL, 400, 'invalid-input'],
    ['a ticket in the URL', `${PATH}?ticket=serial-1`, SERIAL, 400, 'invalid-input'],
  ])('%s', async (_name, path, protocols, status, code) => {
    await expect(openSocket(server, path, { protocols })).rejects.toMatchObject({ status, problem: { code } });
    expect(consoles.opened).toEqual([]);
  });

  it('a host that is away', async () => {
    const details = { host: 'h1', since: '2026-01-01T00:00:00.000Z', cause: 'refused' };
    consoles.refuse = new RapidError('host-unreachable', 'h1 can not be reached', details, 'Look at it');
    await expect(openSocket(server, PATH, { protocols: SERIAL })).rejects.toMatchObject({
      status: 503,
      problem: { code: 'host-unreachable', details },
    });
  });

  it('no ticket is ever logged', async () => {
    await openSocket(server, PATH, { protocols: SERIAL });
    await openSocket(server, PATH, { protocols: ['rapidvm.serial.v1', 'rapidvm.ticket.gone'] }).catch(() => undefined);
    expect(JSON.stringify(server.log.lines)).not.toMatch(/serial-1|gone/);
  });
});

describe('the rights of an open console', () => {
  const time = new VirtualTime();
  beforeEach(async () => {
    await server.close();
    server = await startTestServer({ gateway: consoles, time });
  });
  const refusal = (reason: 'revoked'): RapidError => new RapidError('not-authenticated', 'Revoked', { reason }, 'Log in');

  it.each([
    [PATH, SERIAL],
    [SCREEN_PATH, SCREEN],
  ])('%s ends when its token is revoked', async (path, protocols) => {
    const client = await openSocket(server, path, { protocols });
    server.ports.away = refusal('revoked');
    await time.advance(10_000);
    expect(await client.closed).toMatchObject({ code: 1008 });
    await expect.poll(() => consoles.opened[0]?.closed).toBe(true);
  });

  it('that was taken away since the ticket was given opens nothing', async () => {
    server.ports.away = refusal('revoked');
    await expect(openSocket(server, SCREEN_PATH, { protocols: SCREEN })).rejects.toMatchObject({
      status: 401,
      problem: { code: 'not-authenticated', details: { reason: 'revoked' } },
    });
    expect(consoles.opened).toEqual([]);
  });

  it('ends although the viewer reads nothing', async () => {
    consoles.flood = true;
    const client = await openSocket(server, PATH, { protocols: SERIAL });
    client.socket.pause();
    server.ports.away = refusal('revoked');
    await time.advance(10_000);
    await time.advance(1_000);
    await expect.poll(() => consoles.opened[0]?.closed).toBe(true);
    client.socket.terminate();
  });

  it('are taken as they were while nobody can tell', async () => {
    const client = await openSocket(server, SCREEN_PATH, { protocols: SCREEN });
    const details = { what: 'the database', cause: 'refused' };
    server.ports.away = new RapidError('unavailable', 'The database is away', details, 'Wait');
    await time.advance(25_000);
    client.socket.send(Buffer.from([1]));
    await expect.poll(() => client.messages).toEqual([Buffer.from([1])]);
    client.socket.terminate();
  });
});

/** What it comes to at last: it was the same at ten looks in a row. Two alike may mean that this process was held up. */
async function restOf(value: () => number): Promise<number> {
  let [last, same] = [value(), 0];
  const look = (): number => {
    const now = value();
    same = now === last ? same + 1 : 0;
    last = now;
    return same;
  };
  await expect.poll(look, { interval: 100 }).toBeGreaterThanOrEqual(10);
  return last;
}

describe('back-pressure', () => {
  it('a viewer that stops reading stops its own console only, in bounded memory', async () => {
    consoles.flood = true;
    const stalled = await openSocket(server, PATH, { protocols: SERIAL });
    stalled.socket.pause();
    const atRest = await restOf(() => consoles.opened[0]!.pulledBytes);
    // What TCP takes on loopback in both directions, plus our own high-water mark.
    expect(atRest).toBeLessThan(16 * MIB);

    const brisk = await openSocket(server, SCREEN_PATH, { protocols: SCREEN });
    await expect.poll(() => received(brisk.messages), { timeout: 60_000 }).toBeGreaterThan(64 * MIB);
    brisk.socket.terminate();
    expect(consoles.opened[0]!.pulledBytes).toBe(atRest);

    stalled.socket.resume();
    await expect.poll(() => received(stalled.messages), { timeout: 60_000 }).toBeGreaterThan(atRest);
    const data = stalled.messages.filter((message): message is Buffer => typeof message !== 'string');
    let next = 0n;
    for (const message of data) {
      expect(message.readBigUInt64BE(0)).toBe(next);
      next += BigInt(message.length - 8);
    }
    stalled.socket.terminate();
  });

  it('keys wait in the viewer while the host takes none, then arrive in order', async () => {
    const gate = Promise.withResolvers<void>();
    consoles.inputGate = gate.promise;
    const client = await openSocket(server, SCREEN_PATH, { protocols: SCREEN });
    // Comes back as an echo, and a frame of a console is shorter than 64 KiB.
    const chunk = 32 * 1024;
    for (let i = 0; i < 1024; i += 1) client.socket.send(Buffer.alloc(chunk, i % 251));
    expect(await restOf(() => client.socket.bufferedAmount)).toBeGreaterThan(8 * MIB);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    gate.resolve();
    await expect.poll(() => consoles.opened[0]!.written.length, { timeout: 60_000 }).toBe(1024);
    expect(consoles.opened[0]!.written.every((bytes, index) => bytes[0] === index % 251 && bytes.length === chunk)).toBe(true);
    client.socket.terminate();
  });

  it('an oversized message ends the socket, not the server', async () => {
    const client = await openSocket(server, SCREEN_PATH, { protocols: SCREEN });
    client.socket.send(Buffer.alloc(MIB + 1));
    expect(await client.closed).toMatchObject({ code: 1009 });
    expect((await server.ask('/healthz')).status).toBe(200);
  });
});
