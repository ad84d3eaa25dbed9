/** A few members on loopback for the tests beside it: makes keys, keeps the shared member table, stops everything. */
import type { Clock, HostId, Timers } from '@rapidvm/kernel';
import { asId, newId } from '@rapidvm/kernel';
import type { MeshMember } from '@rapidvm/mesh-core';
import { memberTable } from '@rapidvm/mesh-core';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import type { Mesh, OwnFacts } from '@rapidvm/mesh-libp2p';
import { createMesh, peerIdFromPrivateKeyPem } from '@rapidvm/mesh-libp2p';
import type { LogLine } from '@rapidvm/testing';
import { recordingLogger } from '@rapidvm/testing';
import type { LinkedNode } from './link-lab.ts';
import { LinkLab, newKeyPem } from './link-lab.ts';

export const OWN_FACTS: OwnFacts = {
  inventory: {
    architecture: 'x86_64',
    cpuModel: 'cpu',
    cpus: 2,
    memoryMiB: 2048,
    operatingSystem: 'Debian 12',
    kernel: '6.1',
    qemuVersion: '7.2',
    accelerator: { kind: 'tcg', reason: 'no KVM' },
    agentVersion: '0.1.0',
    datastores: [],
  },
  load: { load1: 0, freeMemoryMiB: 1024, runningVms: 0, temperatureC: null },
  changeStamp: 0,
};

interface LabMember {
  readonly peerId: string;
  readonly hostId: HostId | null;
  readonly keyPem: string;
  readonly log: LogLine[];
  /** Whom it holds for members besides itself; null: the lab's shared table. */
  readonly knows: readonly MeshMember[] | null;
  readonly port: number;
  readonly time: (Clock & Timers) | undefined;
  incarnation: number;
  mesh: Mesh;
}

export class MeshLab {
  readonly #members = new Map<string, LabMember>();
  readonly #bare = new LinkLab();
  readonly #shared = new Map<string, MeshMember>();

  mesh(peerId: string): Mesh {
    return this.#member(peerId).mesh;
  }

  log(peerId: string): readonly LogLine[] {
    return this.#member(peerId).log;
  }

  /** `time`: the member lives on this clock instead of the real one. */
  async addHost(given: { start?: boolean; port?: number; time?: Clock & Timers } = {}): Promise<LabMember> {
    const { start = true, port = 0, time } = given;
    return this.#add({ hostId: newId<HostId>(systemClock, systemRng), knows: null, port, time }, start);
  }

  /** A member whose program is not ours: a bare node whose key is in the table, linked with `to`. */
  async addBareMember(to: LabMember): Promise<LinkedNode> {
    const bare = await this.#bare.add();
    this.#shared.set(bare.peerId, { peerId: bare.peerId, hostId: newId<HostId>(systemClock, systemRng), addresses: [] });
    this.announceAddresses();
    await bare.dial({ peerId: to.peerId, addresses: to.mesh.addresses() });
    return bare;
  }

  async addController(): Promise<LabMember> {
    return this.#add({ hostId: null, knows: null, port: 0, time: undefined }, true);
  }

  /** One that knows `member` but whom nobody knows. */
  async addStranger(member: LabMember): Promise<LabMember> {
    const known = { peerId: member.peerId, hostId: member.hostId, addresses: member.mesh.addresses() };
    return this.#add(
      { hostId: asId<HostId>('0190b0a0-0000-7000-8000-0000000000ff'), knows: [known], port: 0, time: undefined },
      true,
    );
  }

  remove(peerId: string): void {
    this.#shared.delete(peerId);
    for (const member of this.#members.values()) if (member.peerId !== peerId) member.mesh.updateMembers();
  }

  /** Stops a member and starts it again with the same key, under its next incarnation. */
  async restart(peerId: string, facts: OwnFacts): Promise<void> {
    const member = this.#member(peerId);
    await member.mesh.stop();
    member.incarnation += 1;
    member.mesh = await this.#create(member);
    member.mesh.publishFacts(facts);
    await member.mesh.start();
    this.announceAddresses();
  }

  /** Puts the address of every member that listens, or will on a port it was given, into the shared table and tells everybody. */
  announceAddresses(): void {
    for (const { peerId, hostId, knows, mesh, port } of this.#members.values()) {
      const addresses = port === 0 ? mesh.addresses() : [`/ip4/127.0.0.1/tcp/${port}`];
      if (knows === null) this.#shared.set(peerId, { peerId, hostId, addresses });
    }
    for (const { mesh } of this.#members.values()) mesh.updateMembers();
  }

  async stop(): Promise<void> {
    await this.#bare.stop();
    await Promise.all([...this.#members.values()].map(({ mesh }) => mesh.stop()));
    this.#members.clear();
    this.#shared.clear();
  }

  async #add(given: Pick<LabMember, 'hostId' | 'knows' | 'port' | 'time'>, start: boolean): Promise<LabMember> {
    const keyPem = newKeyPem();
    const half = { ...given, keyPem, peerId: peerIdFromPrivateKeyPem(keyPem), incarnation: 1, log: [] };
    const member: LabMember = { ...half, mesh: await this.#create(half) };
    this.#members.set(member.peerId, member);
    member.mesh.publishFacts(OWN_FACTS);
    if (start) {
      await member.mesh.start();
      this.announceAddresses();
    }
    return member;
  }

  #create(member: Omit<LabMember, 'mesh'>): Promise<Mesh> {
    const { peerId, hostId, knows } = member;
    const own = knows === null ? null : memberTable([{ peerId, hostId, addresses: [] }, ...knows]);
    return createMesh({
      privateKeyPem: member.keyPem,
      listen: [`/ip4/127.0.0.1/tcp/${member.port}`],
      members: () => own ?? this.#shared,
      host: member.hostId === null ? null : { hostId: member.hostId, incarnation: member.incarnation },
      clock: member.time ?? systemClock,
      timers: member.time ?? systemTimers,
      rng: systemRng,
      logger: recordingLogger(member.log),
    });
  }

  #member(peerId: string): LabMember {
    const member = this.#members.get(peerId);
    if (member === undefined) throw new Error(`no member ${peerId} in the lab`);
    return member;
  }
}
