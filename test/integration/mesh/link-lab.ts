/** Bare members for the tests beside it: a libp2p node and its links, without the membership above them. */
import { generateKeyPairSync } from 'node:crypto';
import { systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import { dial } from '../../../libs/mesh/libp2p/src/dial.ts';
import { libp2pPrivateKey } from '../../../libs/mesh/libp2p/src/identity.ts';
import type { Connection, Stream } from '../../../libs/mesh/libp2p/src/link.ts';
import { Links } from '../../../libs/mesh/libp2p/src/links.ts';
import type { MeshNode } from '../../../libs/mesh/libp2p/src/mesh-node.ts';
import { createMeshNode, LINK_PROTOCOL } from '../../../libs/mesh/libp2p/src/mesh-node.ts';

type Gater = Parameters<typeof createMeshNode>[2];

export function newKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export class LinkedNode {
  readonly events: string[] = [];
  readonly received: Uint8Array[] = [];
  readonly streams: Stream[] = [];
  readonly connections: Connection[] = [];
  readonly log = recordingLogger();
  readonly links: Links;
  readonly node: MeshNode;

  constructor(node: MeshNode) {
    this.node = node;
    this.links = new Links({
      self: this.peerId,
      linked: () => this.events.push('linked'),
      unlinked: () => this.events.push('unlinked'),
      received: (_peerId, message) => this.received.push(Uint8Array.from(message)),
      timers: systemTimers,
      logger: this.log,
    });
  }

  get peerId(): string {
    return this.node.peerId.toString();
  }

  get addresses(): readonly string[] {
    return this.node.getMultiaddrs().map((address) => address.toString().replace(/\/p2p\/.*/, ''));
  }

  adopt(stream: Stream, connection: Connection): void {
    this.streams.push(stream);
    this.connections.push(connection);
    this.links.adopt(connection, stream);
  }

  async dial(other: Pick<LinkedNode, 'peerId' | 'addresses'>): Promise<void> {
    const { connection, stream } = await dial(this.node, other.peerId, other.addresses);
    this.adopt(stream, connection);
  }

  /** Sends one message and writes it; false when it was dropped. */
  say(other: { readonly peerId: string }, message: Uint8Array): boolean {
    const taken = this.links.send(other.peerId, message);
    this.links.flush();
    return taken;
  }
}

export class LinkLab {
  readonly #nodes: LinkedNode[] = [];

  async add(gater: Gater = {}): Promise<LinkedNode> {
    const node = await createMeshNode(libp2pPrivateKey(newKeyPem()), ['/ip4/127.0.0.1/tcp/0'], gater, systemTimers);
    const member = new LinkedNode(node);
    await node.handle(LINK_PROTOCOL, (stream, connection) => member.adopt(stream, connection));
    await node.start();
    this.#nodes.push(member);
    return member;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.splice(0).map(async ({ node }) => node.stop()));
  }
}
