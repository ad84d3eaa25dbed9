/** Judges what members say and keeps what is news. Whatever arrives, it answers; nothing thrown reaches libp2p. */
import type { HostFacts } from '@rapidvm/domain';
import type { Clock, Logger } from '@rapidvm/kernel';
import type { FailureDetector, HostTable, MemberTable } from '@rapidvm/mesh-core';
import { decodeMeshMessage, MAX_MESSAGE_BYTES } from '@rapidvm/mesh-core';

/** accept: pass it on. ignore: do not pass it on, nobody's fault. reject: a member said what it must not. */
export type Judgement = 'accept' | 'ignore' | 'reject';

export interface FactsInboxOptions {
  readonly members: () => MemberTable;
  readonly table: HostTable;
  readonly detector: FailureDetector<string>;
  readonly onChanged: (facts: HostFacts) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class FactsInbox {
  readonly #options: FactsInboxOptions;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  readonly #refusals = new Map<string, { count: number; problem: string }>();

  constructor(options: FactsInboxOptions) {
    this.#options = options;
  }

  /** Takes one message. `author`: the peer id that signed it. */
  take(author: string, message: Uint8Array): Judgement {
    const member = this.#options.members().get(author);
    // Tables are not updated everywhere at once: it may be a member already, or no more, as others see it.
    if (member === undefined) return 'ignore';
    const text = message.byteLength > MAX_MESSAGE_BYTES ? undefined : this.#text(message);
    if (text === undefined) return this.#refuse(author, 'it is too large or no UTF-8');
    const decoded = decodeMeshMessage(text);
    if (!decoded.ok) return this.#refuse(author, decoded.error.message);
    const { facts, beat } = decoded.value;
    if (facts !== null && facts.hostId !== member.hostId)
      return this.#refuse(author, `it speaks for host ${facts.hostId}, which it is not`);
    if (facts !== null) {
      const outcome = this.#options.table.merge({ facts, beat });
      if (outcome === 'stale') return 'ignore';
      if (outcome === 'changed') this.#options.onChanged(facts);
    }
    this.#options.detector.heard(author, this.#options.clock.monotonic());
    return 'accept';
  }

  /** Logs what was refused since the last call, one line a member however much it sent. */
  reportRefusals(): void {
    for (const [peerId, { count, problem }] of this.#refusals) {
      this.#options.logger.warn('refused mesh messages', { peerId, count, problem });
    }
    this.#refusals.clear();
  }

  #refuse(author: string, problem: string): Judgement {
    const count = (this.#refusals.get(author)?.count ?? 0) + 1;
    this.#refusals.set(author, { count, problem });
    return 'reject';
  }

  #text(message: Uint8Array): string | undefined {
    try {
      return this.#utf8.decode(message);
    } catch {
      return undefined;
    }
  }
}
