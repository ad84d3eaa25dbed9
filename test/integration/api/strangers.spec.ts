/** What those can do who have no rights at all: knock, keep places that others need, ask for what is not there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Agent, get } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MIB, MINUTE_MS } from '@rapidvm/kernel';
import { VirtualTime, eventually } from '@rapidvm/testing';
import type { TestServer } from './support/test-server.ts';
import { startTestServer } from './support/test-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A file that no buffer on its way takes whole. */
const FILE_BYTES = 64 * MIB;
/** As many downloads at once as there may be. */
const PLACES = 8;
/** Longer than any one may take. */
const ONE_DOWNLOAD_MS = 10 * MINUTE_MS;

/** As the server has it; see limits.ts there. */
const STRANGERS_PER_ADDRESS = 200;

interface Ask {
  readonly headers?: Record<string, string>;
  readonly agent?: Agent | false;
}

let folder: string;
let server: TestServer;
const time = new VirtualTime();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapidvm-strangers-'));
  const agent = join(folder, 'agent.js');
  await writeFile(agent, randomBytes(FILE_BYTES));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  const hostKit = { script: async () => '#!/bin/sh', file: (name: string) => (name === 'agent.js' ? agent : null) };
  server = await startTestServer({ webRoot: folder, hostKit, time });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('a connection that never finishes its handshake', () => {
  it('is given up soon, on either port', async () => {
    const silent = [server.port, server.grpcPort].map((port) => connect(port, '127.0.0.1'));
    const begun = performance.now();
    // The server may end it politely or not.
    await Promise.all(silent.map((socket) => once(socket.on('error', () => undefined).resume(), 'close')));
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});

describe('one address that takes every place it gets', () => {
  it('keeps out neither others nor those behind it who are logged in', async () => {
    // Addresses of our own, so that what other tests have open does not count.
    const from = (localAddress: string, ask: Ask = {}): Promise<number> => statusFrom(localAddress, ask);
    const known = new Agent({ keepAlive: true, maxSockets: 1 });
    const asAdmin = { headers: { authorization: 'Bearer token-admin' }, agent: known };
    expect(await from('127.0.0.9', asAdmin)).toBe(200);
    const greedy = Array.from({ length: STRANGERS_PER_ADDRESS + 50 }, (_, index) => {
      const port = index % 2 === 0 ? server.port : server.grpcPort;
      return connect({ port, host: '127.0.0.1', localAddress: '127.0.0.9' })
        .on('error', () => undefined)
        .resume();
    });
    await eventually(() => greedy.filter(({ closed }) => closed).length === 50);
    await expect(from('127.0.0.9')).rejects.toThrow();
    expect(await from('127.0.0.9', asAdmin)).toBe(200);
    expect(await from('127.0.0.8', { agent: false })).toBe(200);
    greedy.forEach((socket) => socket.destroy());
    await eventually(async () => (await from('127.0.0.9', { agent: false })) === 200);
    known.destroy();
  });
});

/** The status of an answer to `GET /api/v1/vms`, or of the health check to those who do not say who they are. */
function statusFrom(localAddress: string, { headers = {}, agent = false }: Ask): Promise<number> {
  const path = 'authorization' in headers ? '/api/v1/vms' : '/healthz';
  return new Promise((resolve, reject) => {
    const asked = get({
      host: '127.0.0.1',
      port: server.port,
      path,
      ca: server.ca,
      servername: 'localhost',
      localAddress,
      headers,
      agent,
    });
    asked.on('error', reject).on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)));
  });
}

describe('the files for joining hosts', () => {
  it('are refused with a problem document when there is no such file', async () => {
    for (const path of ['/join/nothing', '/join/..%2f..%2fetc%2fpasswd', '/join/agent.js%00']) {
      expect(await server.ask(path)).toMatchObject({ status: 404, code: 'not-found' });
    }
  });

  it('are not kept from others by those who fetch them and take nothing', async () => {
    const fetched = (): Promise<IncomingMessage> =>
      new Promise((resolve) =>
        get(`${server.origin}/join/agent.js`, { ca: server.ca, agent: false }, resolve).on('error', () => undefined),
      );
    const stalled = await Promise.all(Array.from({ length: PLACES }, fetched));
    for (const answer of stalled) answer.on('error', () => undefined).pause();
    expect(await server.ask('/join/agent.js')).toMatchObject({ status: 429, code: 'limit-exceeded' });
    await time.advance(ONE_DOWNLOAD_MS);
    await eventually(async () => {
      const next = await fetched();
      next.on('error', () => undefined).destroy();
      return next.statusCode === 200;
    });
    for (const answer of stalled) answer.destroy();
  });
});
