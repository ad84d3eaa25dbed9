/** What those can do who have no rights at all: knock, keep places that others need, ask for what is not there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { get } from 'node:https';
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
