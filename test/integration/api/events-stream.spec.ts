import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RapidError } from '@rapidvm/kernel';
import type { EventView } from '@rapidvm/operations';
import { VirtualTime } from '@rapidvm/testing';
import { sampleOutput } from './support/sample-outputs.ts';
import type { TestServer } from './support/test-server.ts';
import { bearer, startTestServer } from './support/test-server.ts';
import { openSocket } from './support/ws-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PATH = '/api/v1/events/stream';
const event = (cursor: number, fill = ''): EventView => ({ ...sampleOutput('event.watch'), cursor, message: fill });

let time: VirtualTime;
let server: TestServer;
beforeEach(async () => {
  time = new VirtualTime();
  server = await startTestServer({ time });
});
afterEach(async () => {
  const closed = server.close();
  await time.advance(5000);
  await closed;
});
const headers = bearer('viewer');

describe('the event stream', () => {
  it('says where it begins, resumes after the cursor, goes on live and beats', async () => {
    server.ports.feed.push({ kind: 'event', event: event(1) }, { kind: 'event', event: event(2) });
    const client = await openSocket(server, `${PATH}?after=1`, { headers });
    await expect.poll(() => client.texts.length).toBe(2);
    expect(client.texts[0]).toMatchObject({ type: 'heartbeat', cursor: 1 });
    expect(client.texts[1]).toEqual({ type: 'event', event: event(2) });
    server.ports.feed.push({ kind: 'changed', subject: { kind: 'host', id: 'h' } });
    await expect.poll(() => client.texts.at(-1)).toEqual({ type: 'changed', subject: { kind: 'host', id: 'h' } });
    await time.advance(10_000);
    await expect.poll(() => client.texts.at(-1)).toMatchObject({ type: 'heartbeat', cursor: 2 });
    client.socket.close();
    await expect.poll(() => server.ports.feed.followers).toBe(0);
  });

  it('without a cursor tells only what is new', async () => {
    server.ports.feed.push({ kind: 'event', event: event(1) });
    const client = await openSocket(server, PATH, {
      headers: { cookie: '__Host-rapidvm=session-viewer', origin: server.origin },
    });
    await expect.poll(() => server.ports.feed.followers).toBe(1);
    server.ports.feed.push({ kind: 'event', event: event(2) });
    await expect.poll(() => client.texts.filter((text) => text.type === 'event').map((text) => text.event?.cursor)).toEqual([2]);
    client.socket.close();
  });

  it('after a cursor that this database never gave says from where it tells, which is what is new', async () => {
    server.ports.feed.push({ kind: 'event', event: event(1) });
    const client = await openSocket(server, `${PATH}?after=900`, { headers });
    await expect.poll(() => client.texts[0]).toMatchObject({ type: 'heartbeat', cursor: 1 });
    await expect.poll(() => server.ports.feed.followers).toBe(1);
    server.ports.feed.push({ kind: 'event', event: event(2) });
    await expect.poll(() => client.texts.at(-1)?.event?.cursor).toBe(2);
    client.socket.close();
  });

  it.each([
    ['nobody', PATH, {}, 401, 'not-authenticated'],
    ['another site', PATH, { ...headers, origin: 'https://evil.example' }, 403, 'not-permitted'],
    ['a wrong cursor', `${PATH}?after=-1`, headers, 400, 'invalid-input'],
    ['an unknown parameter', `${PATH}?since=1`, headers, 400, 'invalid-input'],
    ['another path', '/api/v1/streams', headers, 404, 'not-found'],
  ])('%s is refused before the socket opens', async (_who, path, given, status, code) => {
    await expect(openSocket(server, path, { headers: given })).rejects.toMatchObject({ status, problem: { code } });
  });

  it('a session that ends takes its stream with it', async () => {
    const client = await openSocket(server, PATH, { headers });
    server.ports.access.authenticate = () =>
      Promise.reject(new RapidError('not-authenticated', 'over', { reason: 'revoked' }, 'Log in'));
    await time.advance(10_000);
    expect(await client.closed).toMatchObject({ code: 1008 });
  });

  it('a client that does not read is told to resume; what waits for it is bounded', async () => {
    const client = await openSocket(server, `${PATH}?after=0`, { headers });
    client.socket.pause();
    for (let cursor = 1; cursor <= 4000; cursor += 1)
      server.ports.feed.push({ kind: 'event', event: event(cursor, 'x'.repeat(8000)) });
    let before = -1;
    await expect
      .poll(() => server.ports.feed.pulled === before || !(before = server.ports.feed.pulled), { interval: 200 })
      .toBe(true);
    expect(server.ports.feed.pulled).toBeLessThan(3000);
    await time.advance(10_000);
    client.socket.resume();
    const { code, reason } = await client.closed;
    expect(code).toBe(1013);
    await expect.poll(() => server.ports.feed.followers).toBe(0);
    const last = client.texts.filter((text) => text.type === 'event').at(-1)?.event?.cursor ?? 0;
    expect(Number(/\d+$/.exec(reason)?.[0])).toBeLessThanOrEqual(last);
  });
});
