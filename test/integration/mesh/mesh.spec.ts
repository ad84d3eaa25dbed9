/** Real members over real sockets on loopback. */
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { HostId } from '@rapidvm/kernel';
import type { MembershipEvent } from '@rapidvm/mesh-core';
import { eventually, seededRng, VirtualTime } from '@rapidvm/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { MeshLab, OWN_FACTS } from './mesh-lab.ts';

const DEADLINE_MS = 30_000;
const lab = new MeshLab();

afterEach(() => lab.stop());

/** The hosts that each member sees and knows facts of. */
function known(peerIds: readonly string[]): readonly (readonly HostId[])[] {
  return peerIds.map((peerId) =>
    lab
      .mesh(peerId)
      .snapshot()
      .filter(({ facts, state }) => facts !== null && state === 'active')
      .map(({ hostId }) => hostId)
      .sort(),
  );
}

function portOf(peerId: string): number {
  return Number(/tcp\/(\d+)/.exec(lab.mesh(peerId).addresses()[0] ?? '')?.[1]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await eventually(() => server.listening);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function refusedBy(peerId: string, stranger: string): boolean {
  return lab
    .log(peerId)
    .some(({ message, fields }) => message.startsWith('refused a connection') && fields['peerId'] === stranger);
}

describe('mesh', () => {
  it('converges, with a controller that has no host, and hears of changes', async () => {
    const [a, b] = [await lab.addHost(), await lab.addHost()];
    const controller = await lab.addController();
    let livenessTold = 0;
    lab.mesh(controller.peerId).onLiveness(() => (livenessTold += 1));
    await eventually(() => expect(known([controller.peerId])[0]).toHaveLength(2), DEADLINE_MS);
    expect(livenessTold).toBeGreaterThan(0);
    expect([...lab.mesh(controller.peerId).alive()].sort()).toEqual([a.hostId, b.hostId].sort());
    const told: number[] = [];
    lab.mesh(controller.peerId).onFacts((facts) => told.push(facts.changeStamp));
    lab.mesh(a.peerId).publishFacts({ ...OWN_FACTS, changeStamp: 99 });
    await eventually(() => expect(told).toContain(99), DEADLINE_MS);
    const hosts = lab.mesh(b.peerId).snapshot();
    expect(hosts).toMatchObject([{ hostId: a.hostId, state: 'active' }]);
    expect(lab.mesh(b.peerId).sightOf(a.hostId as HostId)?.state).toBe('active');
    expect(lab.mesh(b.peerId).view().members).toHaveLength(3);
  });

  it('says who left, and when it is there again its first word supersedes its last', async () => {
    const members = [await lab.addHost(), await lab.addHost(), await lab.addHost()];
    const [first, second, third] = members.map(({ peerId }) => peerId) as [string, string, string];
    const host = members[1]?.hostId as HostId;
    lab.mesh(second).publishFacts({ ...OWN_FACTS, changeStamp: 5 });
    lab.mesh(second).publishFacts({ ...OWN_FACTS, changeStamp: 6 });
    const stamps = (): readonly (number | undefined)[] =>
      [first, third].map(
        (peerId) =>
          lab
            .mesh(peerId)
            .snapshot()
            .find(({ hostId }) => hostId === host)?.facts?.changeStamp,
      );
    await eventually(() => expect(stamps()).toEqual([6, 6]), DEADLINE_MS);
    const states: string[] = [];
    lab.mesh(first).onEvent((event: MembershipEvent) => {
      if (event.kind === 'member' && event.peer === second) states.push(event.to);
    });
    await lab.restart(second, { ...OWN_FACTS, changeStamp: 1 });
    await eventually(() => expect(stamps()).toEqual([1, 1]), DEADLINE_MS);
    await eventually(() => expect(known([second])[0]).toHaveLength(2), DEADLINE_MS);
    expect(states).toEqual(['left', 'active']);
  });

  it('refuses a stranger, whoever dials, and tells it nothing', async () => {
    const member = await lab.addHost();
    const stranger = await lab.addStranger(member);
    await eventually(() => refusedBy(member.peerId, stranger.peerId), DEADLINE_MS);
    expect(lab.mesh(member.peerId).connectedPeers()).toEqual([]);
    expect(known([stranger.peerId])).toEqual([[]]);
  });

  it('cuts off a removed member at once, refuses it again, and forgets its facts', async () => {
    const [a, b, removed] = [await lab.addHost(), await lab.addHost(), await lab.addHost()];
    await eventually(
      () => expect(known([a.peerId, b.peerId])).toEqual([[b.hostId, removed.hostId].sort(), [a.hostId, removed.hostId].sort()]),
      DEADLINE_MS,
    );
    lab.remove(removed.peerId);
    expect(lab.mesh(a.peerId).connectedPeers()).toEqual([b.peerId]);
    await eventually(() => expect(lab.mesh(removed.peerId).connectedPeers()).toEqual([]), 1000);
    expect(
      lab
        .mesh(a.peerId)
        .snapshot()
        .map(({ hostId }) => hostId),
    ).toEqual([b.hostId]);
    await eventually(() => refusedBy(a.peerId, removed.peerId), DEADLINE_MS);
    expect(lab.mesh(a.peerId).connectedPeers()).toEqual([b.peerId]);
  });

  it('lets 14 members behind one address join at once and hear one another', async () => {
    const members: Awaited<ReturnType<MeshLab['addHost']>>[] = [];
    for (let i = 0; i < 14; i += 1) members.push(await lab.addHost({ start: false }));
    await Promise.all(members.map(({ peerId }) => lab.mesh(peerId).start()));
    lab.announceAddresses();
    await eventually(
      () => expect(known(members.map(({ peerId }) => peerId)).map((hosts) => hosts.length)).toEqual(Array(14).fill(13)),
      // 91 handshakes on both sides in one process, which other tests may hold up.
      3 * DEADLINE_MS,
    );
  });

  it('dials a member for as long as it is one, and is linked with it within seconds when it is there', async () => {
    // libp2p alone gives up after 35 to 80 s, and forgets addresses after an hour.
    const time = new VirtualTime();
    const a = await lab.addHost({ time });
    const late = await lab.addHost({ start: false, port: await freePort() });
    lab.announceAddresses();
    for (let minute = 0; minute < 10; minute += 1) await time.advance(60_000);
    expect(lab.mesh(a.peerId).sightOf(late.hostId as HostId)?.state).toBe('joining');
    await lab.mesh(late.peerId).start();
    await eventually(async () => {
      await time.advance(100);
      return lab.mesh(a.peerId).connectedPeers().includes(late.peerId);
    }, DEADLINE_MS);
  });

  it('takes 10,000 malformed messages of a member and 200 connections of noise, and goes on', async () => {
    const [a, b] = [await lab.addHost(), await lab.addHost()];
    const hostile = await lab.addBareMember(a);
    const rng = seededRng(3);
    for (let i = 0; i < 10_000; i += 1) {
      if (!hostile.links.peers().includes(a.peerId))
        await hostile.dial({ peerId: a.peerId, addresses: lab.mesh(a.peerId).addresses() });
      hostile.say(a, rng.bytes(Math.floor(rng.fraction() * 300)));
      if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    for (let i = 0; i < 200; i += 1)
      connect(portOf(a.peerId), '127.0.0.1')
        .on('error', () => undefined)
        .end(rng.bytes(200));
    lab.mesh(a.peerId).publishFacts({ ...OWN_FACTS, changeStamp: 77 });
    const stampOfA = (): number | undefined =>
      lab
        .mesh(b.peerId)
        .snapshot()
        .find(({ hostId }) => hostId === a.hostId)?.facts?.changeStamp;
    await eventually(() => expect(stampOfA()).toBe(77), DEADLINE_MS);
    expect(lab.log(a.peerId).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('says that it cannot listen', async () => {
    const a = await lab.addHost();
    const second = await lab.addHost({ start: false, port: portOf(a.peerId) });
    await expect(lab.mesh(second.peerId).start()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
