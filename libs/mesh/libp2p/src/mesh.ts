/** One member of the mesh: authenticated connections to its neighbours, and the facts of every host. */
import type { Message } from '@libp2p/gossipsub';
import { TopicValidatorResult } from '@libp2p/gossipsub';
import { multiaddr } from '@multiformats/multiaddr';
import type { HostFacts } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { FailureDetector, MeshMember } from '@rapidvm/mesh-core';
import { HostTable, neighbours, SilenceDetector } from '@rapidvm/mesh-core';
import type { Judgement } from './facts-inbox.ts';
import { FactsInbox } from './facts-inbox.ts';
import type { OwnFacts } from './facts-publisher.ts';
import { FactsPublisher } from './facts-publisher.ts';
import { libp2pPrivateKey } from './identity.ts';
import { NOT_SEEN_MS, REDIAL_MS, SILENT_LINK_MS } from './limits.ts';
import { memberGater } from './member-gater.ts';
import type { HostView, Mesh, MeshOptions } from './mesh-api.ts';
import type { MeshNode } from './mesh-node.ts';
import { createMeshNode, FACTS_TOPIC } from './mesh-node.ts';
import { Redialer } from './redialer.ts';

/** A member that is not started yet. Throws `invalid-input` for a key or an incarnation that does not fit. */
export async function createMesh(options: MeshOptions): Promise<Mesh> {
  const privateKey = libp2pPrivateKey(options.privateKeyPem);
  const gater = memberGater(
    (peerId) => options.members().has(peerId),
    (peerId) => options.logger.debug('refused a connection: not a member of the mesh', { peerId }),
  );
  return new Libp2pMesh(options, await createMeshNode(privateKey, options.listen, gater));
}

const VERDICTS: Readonly<Record<Judgement, TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
};

class Libp2pMesh implements Mesh {
  readonly peerId: string;
  readonly #options: MeshOptions;
  readonly #node: MeshNode;
  readonly #table = new HostTable();
  readonly #detector: FailureDetector<string> = new SilenceDetector({ silenceMs: NOT_SEEN_MS, tickMs: REDIAL_MS });
  readonly #listeners = new Set<(facts: HostFacts) => void>();
  readonly #inbox: FactsInbox;
  readonly #publisher: FactsPublisher;
  readonly #redialer: Redialer;
  readonly #livenessListeners = new Set<() => void>();
  #alive: ReadonlySet<HostId> = new Set();
  /** Since when each connected peer is connected, monotonic ms: a new connection gets its time to be heard on. */
  readonly #connectedSince = new Map<string, number>();
  #targets: readonly MeshMember[] = [];

  constructor(options: MeshOptions, node: MeshNode) {
    const { clock, timers, rng, logger, members } = options;
    this.peerId = node.peerId.toString();
    this.#options = options;
    this.#node = node;
    this.#inbox = new FactsInbox({
      members,
      table: this.#table,
      detector: this.#detector,
      onChanged: (facts) => this.#tell(facts),
      clock,
      logger,
    });
    const send = (message: Uint8Array): Promise<unknown> => node.services.gossip.publish(FACTS_TOPIC, message);
    this.#publisher = new FactsPublisher({ host: options.host, send, clock, timers, rng, logger });
    this.#redialer = new Redialer({
      self: this.peerId,
      targets: () => this.#targets,
      isConnected: (peerId) => this.#connectionsOf(peerId).length > 0,
      dial: (member) => this.#dial(member),
      onRound: () => this.#watch(),
      clock,
      timers,
      rng,
      logger,
    });
  }

  async start(): Promise<void> {
    const { gossip } = this.#node.services;
    this.#node.addEventListener('peer:connect', ({ detail }) =>
      this.#connectedSince.set(detail.toString(), this.#options.clock.monotonic()),
    );
    this.#node.addEventListener('peer:disconnect', ({ detail }) => this.#connectedSince.delete(detail.toString()));
    gossip.addEventListener('subscription-change', () => this.#publisher.soon());
    gossip.topicValidators.set(FACTS_TOPIC, (_from, message) => this.#judge(message));
    try {
      await this.#node.start();
    } catch (error) {
      const details = {
        what: `the mesh on ${this.#options.listen.join(', ')}`,
        cause: error instanceof Error ? error.message : String(error),
      };
      throw new RapidError(
        'unavailable',
        'The mesh could not start listening',
        details,
        'Free the port or configure another one',
        error,
      );
    }
    gossip.subscribe(FACTS_TOPIC);
    this.#publisher.start();
    this.updateMembers();
  }

  async stop(): Promise<void> {
    this.#publisher.stop();
    this.#redialer.stop();
    await this.#node.stop();
  }

  updateMembers(): void {
    const members = this.#options.members();
    const near = neighbours(this.peerId, members.keys());
    this.#targets = [...members.values()].filter(({ peerId }) => near.has(peerId));
    const hosts = new Set([...members.values()].map(({ hostId }) => hostId));
    this.#table.retain((hostId) => hosts.has(hostId));
    this.#detector.retain((peerId) => members.has(peerId));
    for (const peerId of this.connectedPeers()) {
      if (!members.has(peerId)) this.#cutOff(peerId, 'no member of the mesh any more');
    }
    if (this.#node.status === 'started') this.#redialer.start();
  }

  publishFacts(facts: OwnFacts): HostFacts | null {
    return this.#publisher.publish(facts);
  }

  onFacts(listener: (facts: HostFacts) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onLiveness(listener: () => void): () => void {
    this.#livenessListeners.add(listener);
    return () => void this.#livenessListeners.delete(listener);
  }

  alive(): ReadonlySet<HostId> {
    return new Set(this.snapshot().flatMap(({ hostId, liveness }) => (liveness.state === 'seen' ? [hostId] : [])));
  }

  snapshot(): readonly HostView[] {
    const now = this.#options.clock.monotonic();
    return [...this.#options.members().values()].flatMap(({ peerId, hostId }) => {
      if (hostId === null || peerId === this.peerId) return [];
      return [{ hostId, facts: this.#table.get(hostId) ?? null, liveness: this.#detector.liveness(peerId, now) }];
    });
  }

  addresses(): readonly string[] {
    return this.#node.getMultiaddrs().map((address) => address.toString().replace(/\/p2p\/[^/]+$/, ''));
  }

  connectedPeers(): readonly string[] {
    return this.#node.getPeers().map((peer) => peer.toString());
  }

  #judge(message: Message): TopicValidatorResult {
    if (message.type !== 'signed') return TopicValidatorResult.Reject;
    return VERDICTS[this.#inbox.take(message.from.toString(), message.data)];
  }

  #tell(facts: HostFacts): void {
    for (const listener of this.#listeners) this.#guarded(() => listener(facts));
  }

  #tellLiveness(): void {
    const alive = this.alive();
    const same = alive.size === this.#alive.size && [...alive].every((hostId) => this.#alive.has(hostId));
    if (same) return;
    this.#alive = alive;
    for (const listener of this.#livenessListeners) this.#guarded(listener);
  }

  /** A listener that fails is logged; the mesh and the other listeners go on. */
  #guarded(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#options.logger.error('a listener to the mesh failed', error);
    }
  }

  async #dial({ peerId, addresses }: MeshMember): Promise<void> {
    await this.#node.dial(addresses.map((address) => multiaddr(`${address}/p2p/${peerId}`)));
  }

  /** Once a second: time goes on for the detector, and connections to members that nobody hears any more are given up. */
  #watch(): void {
    const now = this.#options.clock.monotonic();
    this.#detector.tick(now);
    this.#inbox.reportRefusals();
    this.#tellLiveness();
    for (const [peerId, since] of this.#connectedSince) {
      const liveness = this.#detector.liveness(peerId, now);
      const heardMs = liveness.state === 'never' ? since : Math.max(since, liveness.lastHeardMs);
      if (now - heardMs > SILENT_LINK_MS) this.#cutOff(peerId, 'silent for too long');
    }
  }

  #connectionsOf(peerId: string) {
    return this.#node.getConnections().filter(({ remotePeer }) => remotePeer.toString() === peerId);
  }

  #cutOff(peerId: string, reason: string): void {
    this.#options.logger.info('cut off a mesh connection', { peerId, reason });
    for (const connection of this.#connectionsOf(peerId)) {
      connection.abort(
        new RapidError(
          'unavailable',
          'The connection was cut off',
          { what: peerId, cause: reason },
          'None: it is dialled again while it is a member',
        ),
      );
    }
  }
}
