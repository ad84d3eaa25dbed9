/** Links over real sockets on loopback. Each trap of libp2p that has bitten, or would, is pinned here. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Timers } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { dial, failureOf } from '../../../libs/mesh/libp2p/src/dial.ts';
import { libp2pPrivateKey } from '../../../libs/mesh/libp2p/src/identity.ts';
import { MAX_LINK_BUFFER_BYTES, SURPLUS_LINK_MS } from '../../../libs/mesh/libp2p/src/limits.ts';
import { createMeshNode } from '../../../libs/mesh/libp2p/src/mesh-node.ts';
import type { LinkedNode } from './link-lab.ts';
import { LinkLab, newKeyPem } from './link-lab.ts';

const lab = new LinkLab();

afterEach(() => lab.stop());

async function pair(): Promise<[LinkedNode, LinkedNode]> {
  const [a, b] = [await lab.add(), await lab.add()];
  await a.dial(b);
  await eventually(() => b.events.includes('linked'));
  return [a, b];
}

/** What libp2p keeps to itself, for tests that look at the wire. */
function socketOf({ connections }: LinkedNode): {
  bytesWritten: number;
  bytesRead: number;
  write: (bytes: Uint8Array) => boolean;
} {
  return Reflect.get(Reflect.get(connections[0] ?? {}, 'maConn') as object, 'socket') as ReturnType<typeof socketOf>;
}

describe('links', () => {
  it('carry whole messages both ways, in order, and say when they end', async () => {
    const [a, b] = await pair();
    const large = new Uint8Array(40_000).fill(9);
    a.links.send(b.peerId, new Uint8Array([1]));
    a.links.send(b.peerId, large);
    a.say(b, new Uint8Array([3]));
    b.say(a, new Uint8Array([4]));
    await eventually(() => expect(b.received).toEqual([new Uint8Array([1]), large, new Uint8Array([3])]));
    await eventually(() => expect(a.received).toEqual([new Uint8Array([4])]));
    a.links.drop(b.peerId, 'test');
    await eventually(() =>
      expect([a.events, b.events]).toEqual([
        ['linked', 'unlinked'],
        ['linked', 'unlinked'],
      ]),
    );
    expect(a.say(b, new Uint8Array([5]))).toBe(false);
  });

  it('cost one packet a message and no answer to it', async () => {
    const [a, b] = await pair();
    const [socket, other] = [socketOf(a), socketOf(b)];
    let writes = 0;
    const write = socket.write.bind(socket);
    socket.write = (bytes) => {
      writes += 1;
      return write(bytes);
    };
    const before = other.bytesWritten;
    for (let count = 1; count <= 20; count += 1) {
      a.say(b, new Uint8Array(30));
      await eventually(() => b.received.length === count);
    }
    expect(writes).toBe(20);
    expect(other.bytesWritten - before).toBe(0);
  });

  it('go on past the window that yamux opens them with', async () => {
    const [a, b] = await pair();
    const message = new Uint8Array(32_000);
    let sent = 0;
    await eventually(() => {
      while (sent < 100 && a.say(b, message)) sent += 1;
      return b.received.length === 100;
    });
  });

  it('drop what a member that does not read cannot take, hold no more than their bound, and go on when it reads again', async () => {
    const [a, b] = await pair();
    b.streams[0]?.pause();
    const message = new Uint8Array(10_000);
    let dropped = 0;
    for (let count = 0; count < 3000; count += 1) if (!a.say(b, message)) dropped += 1;
    expect(dropped).toBeGreaterThan(2000);
    expect(a.links.backlog(b.peerId)).toBeLessThanOrEqual(MAX_LINK_BUFFER_BYTES);
    a.links.reportDropped();
    expect(a.log.lines).toMatchObject([{ level: 'warn', fields: { peerId: b.peerId, count: dropped } }]);
    b.streams[0]?.resume();
    await eventually(() => a.links.backlog(b.peerId) === 0);
    await eventually(() => b.received.length === 3000 - dropped);
    expect(a.say(b, message)).toBe(true);
    expect(a.events).toEqual(['linked']);
  });

  it('of two members that dial at once come to one, without a moment of none', async () => {
    const [a, b] = [await lab.add(), await lab.add()];
    await Promise.all([a.dial(b), b.dial(a)]);
    await eventually(() => expect([a.connections.length, b.connections.length]).toEqual([2, 2]));
    await eventually(() => a.node.getConnections().length === 1 && b.node.getConnections().length === 1, 2 * SURPLUS_LINK_MS);
    expect([a.events, b.events]).toEqual([['linked'], ['linked']]);
    a.say(b, new Uint8Array([1]));
    b.say(a, new Uint8Array([2]));
    await eventually(() => expect([a.received.length, b.received.length]).toEqual([1, 1]));
  });

  it('are had by 30 members at once that come from one address', async () => {
    const target = await lab.add();
    const others: LinkedNode[] = [];
    for (let count = 0; count < 30; count += 1) others.push(await lab.add());
    // Refused is not too late: 30 handshakes in one process take long when other tests hold it up.
    const dialled = async (other: LinkedNode): Promise<void> =>
      other.dial(target).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'TimeoutError') return dialled(other);
        throw error;
      });
    await Promise.all(others.map(dialled));
    await eventually(() => target.links.peers().length === 30);
  });

  it('may be dropped in the moment in which their connection ends by itself', async () => {
    const [a, b] = await pair();
    // As libp2p leaves it between the end of the socket and the word of it: its goodbye then throws.
    Object.assign(Reflect.get(Reflect.get(a.connections[0] ?? {}, 'muxer') as object, 'maConn'), { writeStatus: 'closed' });
    a.links.drop(b.peerId, 'test');
    expect(a.events).toEqual(['linked', 'unlinked']);
  });

  it('are told of a member that ends, at once', async () => {
    const [a, b] = await pair();
    await b.node.stop();
    await eventually(() => a.events.includes('unlinked'), 1000);
  });

  it('close a stream that nobody of ours has opened so', async () => {
    const [a, b] = await pair();
    await expect(a.connections[0]?.newStream('/other/1')).rejects.toThrow();
    expect(b.events).toEqual(['linked']);
  });
});

describe('dial', () => {
  it('tells a port where nobody listens from a machine that does not answer', async () => {
    const node = await lab.add();
    const free = await freePort();
    const other = await lab.add();
    const failure = async (addresses: readonly string[]): Promise<string> =>
      dial(node.node, other.peerId, addresses).then(() => 'linked', failureOf);
    expect(await failure([`/ip4/127.0.0.1/tcp/${free}`])).toBe('refused');
    expect(await failure([`/ip4/127.0.0.1/tcp/${free}`, '/ip4/127.0.0.1/tcp/1'])).toBe('refused');
    expect(await failure([`/ip4/127.0.0.1/tcp/${free}`, ...other.addresses])).toBe('linked');
    // Somebody else is there: no proof that the member is gone.
    const stranger = await lab.add();
    expect(await failure(stranger.addresses)).toBe('unreachable');
  });

  it('gives up soon where nobody answers, and is patient once somebody did', async () => {
    const other = await lab.add();
    const impatient: Timers = { after: (_delayMs, action) => (action(), { cancel: () => undefined }) };
    const hasty = await createMeshNode(libp2pPrivateKey(newKeyPem()), [], {}, impatient);
    await hasty.start();
    await expect(dial(hasty, other.peerId, other.addresses)).rejects.toSatisfy((error) => failureOf(error) === 'unreachable');
    await hasty.stop();
    const timers: string[] = [];
    const noted: Timers = { after: () => (timers.push('set'), { cancel: () => timers.push('cancelled') }) };
    const patient = await createMeshNode(libp2pPrivateKey(newKeyPem()), [], {}, noted);
    await patient.start();
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await eventually(() => silent.listening);
    const dialled = dial(patient, other.peerId, [`/ip4/127.0.0.1/tcp/${(silent.address() as AddressInfo).port}`]);
    const failed = expect(dialled).rejects.toThrow();
    await eventually(() => timers.includes('cancelled'));
    silent.close();
    await patient.stop();
    await failed;
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await eventually(() => server.listening);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the node beneath', () => {
  it('pings nobody, watches no connection, closes nothing for being idle, and speaks one protocol', async () => {
    const [a, b] = await pair();
    expect(Reflect.get(a.node, 'components')).not.toHaveProperty('components.connectionMonitor');
    expect(b.node.getProtocols()).toEqual(['/rapidvm/mesh/2']);
    expect(Reflect.get(Reflect.get(a.connections[0] ?? {}, 'muxer') as object, 'keepAlive')).toBeUndefined();
    expect([socketOf(a), socketOf(b)]).toMatchObject([{ timeout: 0 }, { timeout: 0 }]);
  });
});
