/** What each process has told of the others, from its events alone. */
import type { HostFacts } from '@rapidvm/domain';
import type { MemberState, MembershipEvent, PeerId } from '@rapidvm/mesh-core';
import type { SimProcess } from '../engine/process.ts';

export interface Held {
  state: MemberState;
  incarnation: number;
}

export class View {
  readonly members = new Map<PeerId, Held>();
  readonly facts = new Map<PeerId, HostFacts>();
  isolated = false;

  stateOf(peer: PeerId): MemberState {
    return this.members.get(peer)?.state ?? 'joining';
  }
}

export class Views {
  readonly #views = new WeakMap<SimProcess, View>();

  of(process: SimProcess): View {
    let view = this.#views.get(process);
    if (view === undefined) this.#views.set(process, (view = new View()));
    return view;
  }

  /** A new list of members: of who is no longer in it nothing is held. */
  retain(process: SimProcess, isMember: (peer: PeerId) => boolean): void {
    const { members, facts } = this.of(process);
    for (const peer of members.keys()) if (!isMember(peer)) members.delete(peer);
    for (const peer of facts.keys()) if (!isMember(peer)) facts.delete(peer);
  }

  take(process: SimProcess, event: MembershipEvent): void {
    const view = this.of(process);
    if (event.kind === 'member') view.members.set(event.peer, { state: event.to, incarnation: event.incarnation });
    else if (event.kind === 'facts') view.facts.set(event.peer, event.facts);
    else if (event.kind === 'isolated') view.isolated = event.isolated;
  }
}
