/** One member of the mesh: authenticated links to those it watches and those who watch it, and what all hold of one another. */
import type { HostFacts } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { assertNever, RapidError } from '@rapidvm/kernel';
import type { MembershipEvent, MembershipOutput, MembershipView } from '@rapidvm/mesh-core';
import { dialsFirst, Membership } from '@rapidvm/mesh-core';
import { dial, failureOf } from './dial.ts';
import { Driver } from './driver.ts';
import { libp2pPrivateKey } from './identity.ts';
import { DROP_REPORT_MS } from './limits.ts';
import type { Connection, Stream } from './link.ts';
import { abort } from './link.ts';
import { Links } from './links.ts';
import { Listeners } from './listeners.ts';
import { memberGater } from './member-gater.ts';
import type { HostSight, HostView, Mesh, MeshOptions, OwnFacts } from './mesh-api.ts';
import type { MeshNode } from './mesh-node.ts';
import { createMeshNode, LINK_PROTOCOL } from './mesh-node.ts';
import { FactsStamp } from './own-facts.ts';
import { Sights } from './sights.ts';

/** A controller's word of itself is that it lives; its starts are told apart by chance. */
const CONTROLLER_INCARNATION = 1;

/** A member that is not started yet. Throws `invalid-input` for a key or an incarnation that does not fit. */
export async function createMesh(options: MeshOptions): Promise<Mesh> {
  const privateKey = libp2pPrivateKey(options.privateKeyPem);
  const gater = memberGater(
    (peerId) => options.members().has(peerId),
    (peerId) => options.logger.debug('refused a connection: not a member of the mesh', { peerId }),
  );
  return new Libp2pMesh(options, await createMeshNode(privateKey, options.listen, gater, options.timers));
}

class Libp2pMesh implements Mesh {
  readonly peerId: string;
  readonly #options: MeshOptions;
  readonly #node: MeshNode;
  readonly #machine: Membership;
  readonly #driver: Driver;
  readonly #links: Links;
  readonly #sights: Sights;
  readonly #stamp: FactsStamp | null;
  readonly #factsListeners: Listeners<[HostFacts]>;
  readonly #livenessListeners: Listeners<[]>;
  readonly #eventListeners: Listeners<[MembershipEvent]>;
  /** Dials under way. */
  readonly #dials = new Map<string, AbortController>();
  #rosterEpoch = 0;
  #started = false;
  #dropsReportedMs = -Infinity;

  constructor(options: MeshOptions, node: MeshNode) {
    const { clock, timers, rng, logger, host } = options;
    this.peerId = node.peerId.toString();
    this.#options = options;
    this.#node = node;
    this.#sights = new Sights(this.peerId);
    this.#stamp = host === null ? null : new FactsStamp(host);
    this.#factsListeners = new Listeners(logger);
    this.#livenessListeners = new Listeners(logger);
    this.#eventListeners = new Listeners(logger);
    this.#machine = new Membership({
      self: this.peerId,
      hostId: host?.hostId ?? null,
      incarnation: host?.incarnation ?? CONTROLLER_INCARNATION,
      rng,
    });
    this.#links = new Links({
      self: this.peerId,
      linked: (peer) => this.#takeLink(peer),
      unlinked: (peer) => this.#driver.give({ kind: 'unlinked', peer }),
      received: (peer, message) => this.#driver.give({ kind: 'received', peer, message }),
      timers,
      logger,
    });
    this.#driver = new Driver({
      machine: this.#machine,
      carryOut: (output) => this.#carryOut(output),
      settled: () => this.#links.flush(),
      clock,
      timers,
    });
  }

  async start(): Promise<void> {
    await this.#node.handle(LINK_PROTOCOL, (stream, connection) => this.#adopt(stream, connection));
    try {
      await this.#node.start();
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const details = { what: `the mesh on ${this.#options.listen.join(', ')}`, cause };
      const hint = 'Free the port or configure another one';
      throw new RapidError('unavailable', 'The mesh could not start listening', details, hint, error);
    }
    this.#started = true;
    this.updateMembers();
  }

  async stop(): Promise<void> {
    if (this.#started) this.#driver.give({ kind: 'leave' });
    this.#started = false;
    this.#driver.stop();
    await this.#node.stop();
  }

  updateMembers(): void {
    const members = this.#options.members();
    this.#sights.fit(members, this.#options.clock.monotonic());
    for (const peerId of this.#links.peers()) {
      if (!members.has(peerId)) this.#links.drop(peerId, 'no member of the mesh any more');
    }
    if (!this.#started) return;
    this.#rosterEpoch += 1;
    this.#driver.give({ kind: 'roster', roster: { epoch: this.#rosterEpoch, members: [...members.values()] } });
  }

  publishFacts(facts: OwnFacts): HostFacts | null {
    const stamped = this.#stamp?.stamp(facts) ?? null;
    if (stamped !== null) this.#driver.give({ kind: 'facts', facts: stamped });
    return stamped;
  }

  onFacts(listener: (facts: HostFacts) => void): () => void {
    return this.#factsListeners.add(listener);
  }

  onLiveness(listener: () => void): () => void {
    return this.#livenessListeners.add(listener);
  }

  onEvent(listener: (event: MembershipEvent) => void): () => void {
    return this.#eventListeners.add(listener);
  }

  alive(): ReadonlySet<HostId> {
    return this.#sights.alive();
  }

  sightOf(hostId: HostId): HostSight | null {
    return this.#sights.of(hostId);
  }

  isolated(): boolean {
    return this.#sights.isolated;
  }

  snapshot(): readonly HostView[] {
    return this.#sights.hosts();
  }

  view(): MembershipView {
    return this.#machine.view(this.#options.clock.monotonic());
  }

  addresses(): readonly string[] {
    return this.#node.getMultiaddrs().map((address) => address.toString().replace(/\/p2p\/[^/]+$/, ''));
  }

  connectedPeers(): readonly string[] {
    return this.#links.peers();
  }

  #carryOut(output: MembershipOutput): void {
    switch (output.kind) {
      case 'send':
        if (!this.#links.send(output.peer, output.message)) this.#reportDrops();
        return;
      case 'dial':
        void this.#dial(output.peer, output.addresses);
        return;
      case 'drop-link':
        return this.#links.drop(output.peer, 'silent, or no member any more');
      case 'event':
        return this.#tell(output.event);
      default:
        assertNever(output);
    }
  }

  #tell(event: MembershipEvent): void {
    this.#sights.take(event, this.#options.clock.monotonic());
    if (event.kind === 'impostor')
      this.#options.logger.warn('two processes speak as one mesh member: its disk was copied, or its agent runs twice', {
        peerId: event.peer,
      });
    this.#eventListeners.tell(event);
    if (event.kind === 'facts') this.#factsListeners.tell(event.facts);
    if (event.kind === 'member' || event.kind === 'isolated') this.#livenessListeners.tell();
  }

  /** Of two members that dial each other only one gives its dial up, or both might: the one whose dial is the second. */
  #takeLink(peer: string): void {
    if (!dialsFirst(this.peerId, peer)) this.#dials.get(peer)?.abort();
    this.#driver.give({ kind: 'linked', peer });
  }

  async #dial(peer: string, addresses: readonly string[]): Promise<void> {
    const needless = new AbortController();
    this.#dials.set(peer, needless);
    try {
      const { connection, stream } = await dial(this.#node, peer, addresses, needless.signal);
      this.#adopt(stream, connection);
    } catch (error) {
      const reason = failureOf(error);
      this.#options.logger.debug('could not link with a mesh member', { peerId: peer, reason, cause: String(error) });
      if (this.#started) this.#driver.give({ kind: 'dial-failed', peer, reason });
    } finally {
      if (this.#dials.get(peer) === needless) this.#dials.delete(peer);
    }
  }

  /** A stranger never gets here; a member may have been removed while the stream was opened. */
  #adopt(stream: Stream, connection: Connection): void {
    const isMember = this.#options.members().has(connection.remotePeer.toString());
    if (isMember && this.#started) this.#links.adopt(connection, stream);
    else abort(connection, new RapidError('unavailable', 'No link', { what: 'a mesh link', cause: 'no member' }, 'None'));
  }

  #reportDrops(): void {
    const now = this.#options.clock.monotonic();
    if (now - this.#dropsReportedMs < DROP_REPORT_MS) return;
    this.#dropsReportedMs = now;
    this.#links.reportDropped();
  }
}
