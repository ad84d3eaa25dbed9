/** Real members over real sockets on loopback. */
import { connect } from 'node:net';
import type { HostId } from '@rapidvm/kernel';
import { eventually, seededRng, VirtualTime } from '@rapidvm/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { FACTS_TOPIC } from '../../../libs/mesh/libp2p/src/mesh-node.ts';
import { MeshLab, OWN_FACTS } from './mesh-lab.ts';

const DEADLINE_MS = 15_000;
const lab = new MeshLab();

afterEach(() => lab.stop());

/** Which hosts each member knows facts of, and that it sees them. */
function known(peerIds: readonly string[]): readonly (readonly HostId[])[] {
  return peerIds.map((peerId) =>
    lab
      .mesh(peerId)
      .snapshot()
      .filter(({ facts, liveness }) => facts !== null && liveness.state === 'seen')
      .map(({ hostId }) => hostId)
      .sort(),
  );
}

describe('mesh', { timeout: 60_000 }, () => {
  it('converges, with a controller that has no host, and hears of changes', async () => {
    const [a, b] = [await lab.addHost(), await lab.addHost()];
    const controller = await lab.addController();
    await eventually(() => expect(known([controller.peerId])[0]).toHaveLength(2), DEADLINE_MS);
    let livenessTold = 0;
    lab.mesh(controller.peerId).onLiveness(() => (livenessTold += 1));
    await eventually(() => expect(livenessTold).toBeGreaterThan(0), DEADLINE_MS);
    expect([...lab.mesh(controller.peerId).alive()].sort()).toEqual([a.hostId, b.hostId].sort());
    const told: number[] = [];
    lab.mesh(controller.peerId).onFacts((facts) => told.push(facts.changeStamp));
    lab.mesh(a.peerId).publishFacts({ ...OWN_FACTS, changeStamp: 99 });
    await eventually(() => expect(told).toContain(99), DEADLINE_MS);
    expect(
      lab
        .mesh(b.peerId)
        .snapshot()
        .map(({ hostId }) => hostId),
    ).toEqual([a.hostId]);
  });

  it('survives the restart of a member, whose first word supersedes its last', async () => {
    const members = [await lab.addHost(), await lab.addHost(), await lab.addHost()];
    const [first, second, third] = members.map(({ peerId }) => peerId) as [string, string, string];
    lab.mesh(second).publishFacts({ ...OWN_FACTS, changeStamp: 5 });
    lab.mesh(second).publishFacts({ ...OWN_FACTS, changeStamp: 6 });
    const stamps = (): readonly (number | undefined)[] =>
      [first, third].map(
        (peerId) =>
          lab
            .mesh(peerId)
            .snapshot()
            .find(({ hostId }) => hostId === members[1]?.hostId)?.facts?.changeStamp,
      );
    await eventually(() => expect(stamps()).toEqual([6, 6]), DEADLINE_MS);
    await lab.restart(second, { ...OWN_FACTS, changeStamp: 1 });
    await eventually(() => expect(stamps()).toEqual([1, 1]), DEADLINE_MS);
    await eventually(() => expect(known([second])[0]).toHaveLength(2), DEADLINE_MS);
  });

  it('refuses a stranger, whoever dials, and tells it nothing', async () => {
    const member = await lab.addHost();
    const stranger = await lab.addStranger(member);
    const refused = (): boolean =>
      lab
        .log(member.peerId)
        .some(({ message, fields }) => message.startsWith('refused a connection') && fields['peerId'] === stranger.peerId);
    await eventually(refused, DEADLINE_MS);
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
    await eventually(() => expect(lab.mesh(removed.peerId).connectedPeers()).toEqual([]), 1000);
    expect(
      lab
        .mesh(a.peerId)
        .snapshot()
        .map(({ hostId }) => hostId),
    ).toEqual([b.hostId]);
    const refused = (): boolean =>
      lab
        .log(a.peerId)
        .some(({ message, fields }) => message.startsWith('refused a connection') && fields['peerId'] === removed.peerId);
    await eventually(refused, DEADLINE_MS);
    expect(lab.mesh(a.peerId).connectedPeers()).toEqual([b.peerId]);
  });

  it('lets 14 members behind one address join at once and hear one another', async () => {
    // libp2p alone takes 5 connections a second from one address, and gossipsub drops peers past 10 on one.
    const members: Awaited<ReturnType<MeshLab['addHost']>>[] = [];
    for (let i = 0; i < 14; i += 1) members.push(await lab.addHost({ start: false }));
    await Promise.all(members.map(({ peerId }) => lab.mesh(peerId).start()));
    lab.announceAddresses();
    await eventually(
      () => expect(known(members.map(({ peerId }) => peerId)).map((hosts) => hosts.length)).toEqual(Array(14).fill(13)),
      DEADLINE_MS,
    );
  });

  it('takes 10,000 malformed messages of a member and 200 connections of noise, and goes on', async () => {
    const [a, b] = [await lab.addHost(), await lab.addHost()];
    const hostile = await lab.addBareMember(a);
    await eventually(() => hostile.services.gossip.getSubscribers(FACTS_TOPIC).length > 0, DEADLINE_MS);
    const rng = seededRng(3);
    const good = Buffer.from(JSON.stringify({ v: 1, beat: 1, facts: { ...OWN_FACTS, hostId: a.hostId, version: 2 ** 50 } }));
    for (let i = 0; i < 10_000; i += 1) {
      const damaged =
        i % 2 === 0 ? rng.bytes(Math.floor(rng.fraction() * 300)) : good.subarray(0, Math.floor(rng.fraction() * good.length));
      await hostile.services.gossip.publish(FACTS_TOPIC, i % 100 === 0 ? good : damaged);
    }
    const port = Number(/tcp\/(\d+)/.exec(lab.mesh(a.peerId).addresses()[0] ?? '')?.[1]);
    for (let i = 0; i < 200; i += 1)
      connect(port, '127.0.0.1')
        .on('error', () => undefined)
        .end(rng.bytes(200));
    await eventually(() => lab.log(a.peerId).some(({ message }) => message === 'refused mesh messages'), DEADLINE_MS);
    lab.mesh(a.peerId).publishFacts({ ...OWN_FACTS, changeStamp: 77 });
    const stampOfA = (): number | undefined =>
      lab
        .mesh(b.peerId)
        .snapshot()
        .find(({ hostId }) => hostId === a.hostId)?.facts?.changeStamp;
    await eventually(() => expect(stampOfA()).toBe(77), DEADLINE_MS);
    // One line a second at most, whatever it sends.
    expect(lab.log(a.peerId).filter(({ level }) => level === 'warn').length).toBeLessThan(60);
  });

  it('gives up a connection over which a member has gone silent', async () => {
    const time = new VirtualTime();
    const a = await lab.addHost({ time });
    await lab.addBareMember(a);
    await eventually(() => lab.mesh(a.peerId).connectedPeers().length === 1, DEADLINE_MS);
    const cutOff = (): boolean => lab.log(a.peerId).some(({ fields }) => fields['reason'] === 'silent for too long');
    for (let second = 0; second < 15; second += 1) await time.advance(1000);
    expect(cutOff()).toBe(false);
    for (let second = 0; second < 10; second += 1) await time.advance(1000);
    expect(cutOff()).toBe(true);
    await eventually(() => lab.mesh(a.peerId).connectedPeers().length === 0, DEADLINE_MS);
  });

  it('says that it cannot listen', async () => {
    const a = await lab.addHost();
    const port = Number(/tcp\/(\d+)/.exec(lab.mesh(a.peerId).addresses()[0] ?? '')?.[1]);
    const second = await lab.addHost({ start: false, port });
    await expect(lab.mesh(second.peerId).start()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
