import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { systemTimers } from '@rapidvm/runtime';
import { seededRng } from '@rapidvm/testing';
import { getPort } from '../protocol/portmap.ts';
import { XdrReader } from '../wire/xdr-reader.ts';
import { XdrWriter } from '../wire/xdr-writer.ts';
import { RecordAssembler, recordMark } from './record-assembler.ts';
import { RpcConnection } from './rpc-connection.ts';

type Answer = (xid: number, socket: Socket, connection: number) => void;

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A server that answers each call as told. */
async function serverThat(answer: Answer): Promise<number> {
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    const assembler = new RecordAssembler();
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) =>
      assembler.push(chunk, (record) => answer(new XdrReader(record).u32(), socket, connection)),
    );
    open.push({ close: () => socket.destroy() });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  const address = server.address() as AddressInfo;
  return address.port;
}

function reply(xid: number, port: number, socket: Socket): void {
  const record = new XdrWriter().u32(xid).u32(1).u32(0).u32(0).u32(0).u32(0).u32(port).done();
  socket.write(Buffer.concat([recordMark(record.length), record]));
}

function connectTo(port: number, callTimeoutMs = 5000): RpcConnection {
  const rpc = new RpcConnection({
    host: '127.0.0.1',
    port,
    credential: null,
    timers: systemTimers,
    rng: seededRng(1),
    callTimeoutMs,
  });
  open.push(rpc);
  return rpc;
}

const ask = (rpc: RpcConnection): Promise<number> => rpc.call(getPort, { program: 1, version: 1 });

describe('RpcConnection', () => {
  it('matches answers to calls in whatever order they come', async () => {
    const held: (() => void)[] = [];
    const port = await serverThat((xid, socket) => {
      held.unshift(() => reply(xid, held.length, socket));
      if (held.length === 3) for (const go of held) go();
    });
    const rpc = connectTo(port);
    expect(await Promise.all([ask(rpc), ask(rpc), ask(rpc)])).toEqual([3, 3, 3]);
  });

  it('sends a call again with the same id when the connection breaks before its answer', async () => {
    const seen: number[] = [];
    const port = await serverThat((xid, socket, connection) => {
      seen.push(xid);
      if (connection === 1) socket.destroy();
      else reply(xid, 42, socket);
    });
    expect(await ask(connectTo(port))).toBe(42);
    expect(seen).toEqual([seen[0], seen[0]]);
  });

  it('drops a connection that speaks nonsense and goes on with a new one', async () => {
    const port = await serverThat((xid, socket, connection) => {
      if (connection === 1) socket.write(Buffer.alloc(64, 0xff));
      else reply(xid, 7, socket);
    });
    expect(await ask(connectTo(port))).toBe(7);
  });

  it('gives up in time on a server that says nothing, on one that is not there, and when it is closed', async () => {
    const silent = await serverThat(() => undefined);
    await expect(ask(connectTo(silent, 50))).rejects.toMatchObject({ code: 'timed-out' });
    await expect(ask(connectTo(1, 50))).rejects.toMatchObject({ code: 'unreachable' });
    const rpc = connectTo(silent);
    const waiting = Array.from({ length: 40 }, () => ask(rpc).catch((error: unknown) => error));
    rpc.close();
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'closed' });
    await expect(ask(rpc)).rejects.toMatchObject({ code: 'closed' });
  });

  it('has a bounded number of calls under way and a bounded number waiting', async () => {
    let under = 0;
    const port = await serverThat(() => {
      under += 1;
    });
    const rpc = connectTo(port, 30);
    const outcomes = await Promise.all(Array.from({ length: 1100 }, () => ask(rpc).catch((error: unknown) => String(error))));
    expect(outcomes.filter((text) => String(text).includes('wait for the server already'))).toHaveLength(1100 - 32 - 1024);
    expect(under).toBeGreaterThanOrEqual(32);
  }, 60_000);
});
