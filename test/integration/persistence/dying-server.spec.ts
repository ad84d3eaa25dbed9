/** A PostgreSQL that ends in the moment in which it lets a connection in: found by killing it again and again under load. */
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../harness/index.ts';

/** One message of PostgreSQL's protocol: its type, its length, its body. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const LET_IN = message('R', Buffer.from([0, 0, 0, 0]));
const READY = message('Z', Buffer.from('I'));
const ENDS = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'));

let server: Server;
const uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);

beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    // All in one piece, as it comes from a server that was busy starting.
    socket.once('data', () => socket.end(Buffer.concat([LET_IN, READY, ENDS])));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.on('uncaughtException', note);
});
afterEach(() => {
  process.off('uncaughtException', note);
  server.close();
});

it('is refused as unavailable, and does not end the controller', async () => {
  const { port } = server.address() as AddressInfo;
  await expect(openDatabase({ url: `postgres://nobody:x@127.0.0.1:${port}/nothing` })).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(uncaught).toEqual([]);
});
