import { mkdtemp, rm } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QmpEvent } from '@rapidvm/qemu-core';
import { VirtualTime, eventually } from '@rapidvm/testing';
import { systemTimers } from '@rapidvm/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QMP_MAX_OUTSTANDING } from '../limits.ts';
import { connectQmp } from './connect-qmp.ts';
import type { QmpClient } from './qmp-client.ts';

const GREETING = '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": []}}\n';
const LONG_MS = 10_000;

let folder: string;
let path: string;
let server: Server;
let monitor: Socket | null;
let heard: string;
let events: QmpEvent[];
const never = new AbortController().signal;

/** A monitor that greets and answers the negotiation; a test says the rest. */
async function listen(greeting = GREETING): Promise<void> {
  server = createServer((socket) => {
    monitor = socket;
    socket.setEncoding('utf8');
    socket.on('error', () => undefined); // A client that goes away is part of these tests.
    socket.on('data', (chunk) => {
      heard += String(chunk);
      if (heard.includes('qmp_capabilities') && !heard.includes('answered')) {
        heard += 'answered';
        socket.write('{"return": {}, "id": 1}\n');
      }
    });
    socket.write(greeting);
  });
  await new Promise<void>((resolve) => void server.listen(path, resolve));
}

function connect(timers = systemTimers, deadlineMs = LONG_MS): Promise<QmpClient> {
  return connectQmp(path, deadlineMs, never, { timers, onEvent: (event) => events.push(event) });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qmp-'));
  path = join(folder, 's');
  monitor = null;
  heard = '';
  events = [];
});

afterEach(async () => {
  monitor?.destroy();
  await new Promise((resolve) => void server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

describe('QmpClient', () => {
  it('waits for the monitor to appear, negotiates and answers commands by their ids', async () => {
    const connecting = connect();
    await listen();
    const client = await connecting;
    const answers = Promise.all([client.command('a'), client.command('b')]);
    monitor?.write('{"return": "second", "id": 3}\n{"return": "first", "id": 2}\n');
    expect(await answers).toEqual(['first', 'second']);
    await client.close();
  });

  it('passes events on and refusals back', async () => {
    await listen();
    const client = await connect();
    const refused = client.command('nonsense');
    monitor?.write('{"event": "STOP"}\n{"error": {"class": "CommandNotFound", "desc": "no such command"}, "id": 2}\n');
    await expect(refused).rejects.toMatchObject({
      code: 'qmp-failed',
      details: { command: 'nonsense', errorClass: 'CommandNotFound' },
    });
    expect(events.map(({ name }) => name)).toEqual(['STOP']);
    await client.close();
  });

  it('gives up on a command after its deadline, and takes a late answer for nothing', async () => {
    await listen();
    const time = new VirtualTime();
    const client = await connect(time);
    const slow = client.command('query-block', undefined, 100);
    const refused = expect(slow).rejects.toMatchObject({ code: 'timed-out', details: { afterMs: 100 } });
    await time.advance(100);
    await refused;
    monitor?.write('{"return": {}, "id": 2}\n{"event": "RESUME"}\n');
    await eventually(() => events.length === 1);
    await client.close();
    expect(time.pendingTimers).toBe(0);
  });

  it('bounds what waits for an answer', async () => {
    await listen();
    const client = await connect();
    const waiting = Array.from({ length: QMP_MAX_OUTSTANDING }, () => client.command('query-status'));
    await expect(client.command('query-status')).rejects.toMatchObject({ code: 'limit-exceeded' });
    const all = Promise.allSettled(waiting);
    monitor?.destroy();
    for (const result of await all) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    await client.closed;
    await expect(client.command('cont')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('ends a connection that does not speak QMP', async () => {
    await listen();
    const client = await connect();
    const asked = client.command('query-status');
    monitor?.write('HTTP/1.1 400 Bad Request\r\n');
    await expect(asked).rejects.toMatchObject({ code: 'qmp-protocol' });
    await client.closed;
  });

  it('does not wait for ever for a monitor that never greets', async () => {
    await listen(' ');
    await expect(connect(systemTimers, 50)).rejects.toMatchObject({ code: 'timed-out' });
    await eventually(() => monitor?.destroyed === true || monitor?.readableEnded === true);
  });

  it('stops waiting when QEMU is gone', async () => {
    server = createServer();
    const gone = new AbortController();
    const connecting = connectQmp(path, LONG_MS, gone.signal, { timers: systemTimers, onEvent: () => undefined });
    gone.abort();
    await expect(connecting).rejects.toThrow();
  });
});
