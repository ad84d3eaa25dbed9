import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { binaryMessage } from './binary-message.ts';

const ROOM = 10;
const SIZES = [0, 1, 125, 126, 127, 255, 256, 40_000, 65_535, 65_536, 262_134, 3];

describe('a binary message made in place', () => {
  it('is one to a WebSocket client, whatever its length, among messages of the library', async () => {
    const sockets = new WebSocketServer({ noServer: true });
    const server = createServer().listen(0, '127.0.0.1');
    server.on('upgrade', (request, connection, head) => {
      sockets.handleUpgrade(request, connection, head, (socket) => {
        for (const [number, size] of SIZES.entries()) {
          connection.write(binaryMessage(Buffer.alloc(ROOM + size, number), ROOM));
          socket.send(`${number}`);
        }
      });
    });
    await once(server, 'listening');
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const got: (Buffer | string)[] = [];
    client.on('message', (data: Buffer, isBinary) => got.push(isBinary ? data : data.toString()));
    await eventually(() => got.length === 2 * SIZES.length);
    expect(got).toEqual(SIZES.flatMap((size, number) => [Buffer.alloc(size, number), `${number}`]));
    client.terminate();
    server.close();
  });
});
