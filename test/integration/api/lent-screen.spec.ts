/** A screen that is lent, from QEMU's socket to a viewer's WebSocket: what ends it ends it on both sides. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleGateway, ConsoleSession, ConsoleViewer } from '@rapidvm/controller-app';
import { CONSOLE_DOORS } from '@rapidvm/controller-app';
import { KIB, MIB, RapidError } from '@rapidvm/kernel';
import { VirtualTime, eventually } from '@rapidvm/testing';
import { LentScreen } from '../../../libs/controller/agent-client/src/console/lent-screen.ts';
import type { TestServer } from './support/test-server.ts';
import { startTestServer } from './support/test-server.ts';
import type { WsClient } from './support/ws-client.ts';
import { openSocket } from './support/ws-client.ts';

const NAME = '0123456789abcdef0123456789abcdef';
const PATH = CONSOLE_DOORS.screen.path;
const VIEWERS = 32;

/** The connection that the loan came on. */
class Lender implements ConsoleSession {
  closed = false;

  attach(_viewer: ConsoleViewer): void {
    // Nothing comes on it but its end.
  }

  write(): boolean {
    throw new Error('a lent screen is not typed into by way of the agent');
  }

  close(): void {
    this.closed = true;
  }
}

let root: string;
let qemu: Server;
let screens: Socket[];
let lenders: Lender[];
let time: VirtualTime;
let server: TestServer;

const gateway: ConsoleGateway = {
  async open() {
    const lender = new Lender();
    const screen = await LentScreen.take(join(root, 'loans', NAME), NAME, lender);
    if (screen === null) throw new Error('the screen was not taken');
    lenders.push(lender);
    return screen;
  },
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lent-'));
  await mkdir(join(root, 'loans'), { mode: 0o711 });
  screens = [];
  lenders = [];
  time = new VirtualTime();
  qemu = createServer((socket) => screens.push(socket.on('error', () => socket.destroy())));
  await once(qemu.listen(join(root, 'loans', NAME)), 'listening');
  server = await startTestServer({ gateway, time });
});

afterEach(async () => {
  for (const screen of screens) screen.destroy();
  qemu.close();
  const closed = server.close();
  await time.advance(5000);
  await closed;
  await rm(root, { recursive: true, force: true });
});

const open = (): Promise<WsClient> => openSocket(server, PATH, { protocols: ['rapidvm.screen.v1', 'rapidvm.ticket.screen-1'] });

async function opened(): Promise<{ readonly client: WsClient; readonly screen: Socket }> {
  const before = screens.length;
  const client = await open();
  return { client, screen: await eventually(() => screens[before]) };
}

/** Writes for as long as somebody takes it. */
function flood(screen: Socket): void {
  const piece = Buffer.alloc(64 * KIB);
  const more = (): void => {
    while (!screen.destroyed && screen.write(piece));
  };
  screen.on('drain', more);
  more();
}

const bothEnded = (screen: Socket): Promise<unknown> =>
  eventually(() => screen.destroyed && lenders.every(({ closed }) => closed));

const reads = (client: WsClient): number => client.messages.reduce((sum, message) => sum + message.length, 0);

function revoke(): void {
  server.ports.away = new RapidError('not-authenticated', 'Revoked', { reason: 'revoked' }, 'Log in');
}

describe('a lent screen ends on both sides', () => {
  it('when the right to it is taken away', async () => {
    const { client, screen } = await opened();
    screen.resume();
    revoke();
    await time.advance(10_000);
    expect(await client.closed).toMatchObject({ code: 1008 });
    await bothEnded(screen);
  });

  it('when the right to it is taken away from a viewer that reads nothing of a flood', async () => {
    const { client, screen } = await opened();
    client.socket.pause();
    flood(screen);
    await eventually(() => screen.writableNeedDrain);
    revoke();
    await time.advance(10_000);
    await time.advance(1000);
    await bothEnded(screen);
    client.socket.terminate();
  });

  it('when QEMU is killed, and the viewer has got all that it had said', async () => {
    const { client, screen } = await opened();
    screen.end(Buffer.alloc(3 * MIB, 'x'));
    expect(await client.closed).toMatchObject({ code: 1000 });
    expect(reads(client)).toBe(3 * MIB);
    expect(lenders[0]?.closed).toBe(true);
  });

  it('when its viewer goes in the middle of a flood', async () => {
    const { client, screen } = await opened();
    flood(screen);
    await eventually(() => reads(client) > MIB);
    client.socket.terminate();
    await bothEnded(screen);
  });
});

describe('many lent screens', () => {
  it('go on while half of their viewers read nothing, and all end with the controller', async () => {
    const all = [];
    for (let n = 0; n < VIEWERS; n += 1) all.push(await opened());
    const [stalled, brisk] = [all.slice(0, VIEWERS / 2), all.slice(VIEWERS / 2)];
    for (const { client } of stalled) client.socket.pause();
    for (const { screen } of all) flood(screen);
    await eventually(() => brisk.every(({ client }) => reads(client) > MIB), 60_000);
    const closed = server.close();
    await time.advance(5000);
    await closed;
    for (const { screen } of all) await bothEnded(screen);
    for (const { client } of all) client.socket.terminate();
    server = await startTestServer({ gateway, time });
  });
});
