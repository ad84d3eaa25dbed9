/** What the machine last said of each member, so that asking for one host costs nothing. */
import type { HostFacts } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import type { MembershipEvent, MemberTable } from '@rapidvm/mesh-core';
import type { HostSight, HostView } from './mesh-api.ts';

export class Sights {
  readonly #self: string;
  readonly #sights = new Map<string, HostSight>();
  readonly #facts = new Map<string, HostFacts>();
  readonly #peerOf = new Map<HostId, string>();
  #isolated = false;

  constructor(self: string) {
    this.#self = self;
  }

  get isolated(): boolean {
    return this.#isolated;
  }

  /** Takes the members there are: new ones are joining since `nowMs`, and who is none any more is forgotten. */
  fit(members: MemberTable, nowMs: number): void {
    this.#peerOf.clear();
    for (const { peerId, hostId } of members.values()) {
      if (peerId === this.#self) continue;
      if (hostId !== null) this.#peerOf.set(hostId, peerId);
      if (!this.#sights.has(peerId)) this.#sights.set(peerId, { state: 'joining', sinceMs: nowMs, witnesses: [] });
    }
    for (const kept of [this.#sights, this.#facts]) {
      for (const peerId of kept.keys()) if (!members.has(peerId)) kept.delete(peerId);
    }
  }

  take(event: MembershipEvent, nowMs: number): void {
    if (event.kind === 'isolated') this.#isolated = event.isolated;
    if (event.kind === 'facts') this.#facts.set(event.peer, event.facts);
    if (event.kind === 'member' && this.#sights.has(event.peer))
      this.#sights.set(event.peer, { state: event.to, sinceMs: nowMs, witnesses: event.witnesses });
  }

  of(hostId: HostId): HostSight | null {
    return this.#sights.get(this.#peerOf.get(hostId) ?? '') ?? null;
  }

  alive(): ReadonlySet<HostId> {
    return new Set([...this.#peerOf.keys()].filter((hostId) => isSeen(this.of(hostId))));
  }

  hosts(): readonly HostView[] {
    return [...this.#peerOf].flatMap(([hostId, peerId]) => {
      const sight = this.of(hostId);
      return sight === null ? [] : [{ ...sight, hostId, facts: this.#facts.get(peerId) ?? null }];
    });
  }
}

function isSeen(sight: HostSight | null): boolean {
  return sight?.state === 'active' || sight?.state === 'suspect';
}
