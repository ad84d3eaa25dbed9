/** Collects what one call of the machine has to say, in order. */
import type { MembershipEvent, MembershipOutput, PeerId } from './membership-io.ts';

export class Outbox {
  #outputs: MembershipOutput[] = [];

  send(peer: PeerId, message: Uint8Array): void {
    this.#outputs.push({ kind: 'send', peer, message });
  }

  dial(peer: PeerId, addresses: readonly string[]): void {
    this.#outputs.push({ kind: 'dial', peer, addresses });
  }

  drop(peer: PeerId): void {
    this.#outputs.push({ kind: 'drop-link', peer });
  }

  tell(event: MembershipEvent): void {
    this.#outputs.push({ kind: 'event', event });
  }

  /** All since the last call. */
  take(): readonly MembershipOutput[] {
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }
}
