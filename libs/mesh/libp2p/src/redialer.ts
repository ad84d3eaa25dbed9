/** Keeps a connection to every neighbour: looks about once a second who is missing and dials, for ever. */
import type { Clock, Logger, Rng, Timer, Timers } from '@rapidvm/kernel';
import type { MeshMember } from '@rapidvm/mesh-core';
import { dialsFirst } from '@rapidvm/mesh-core';
import { JITTER, MAX_PARALLEL_DIALS, REDIAL_MS, SECOND_DIALER_WAIT_MS } from './limits.ts';

export interface RedialerOptions {
  readonly self: string;
  /** The members to be connected with now. */
  readonly targets: () => readonly MeshMember[];
  readonly isConnected: (peerId: string) => boolean;
  /** Opens a connection; rejects when it could not. Must settle in bounded time. */
  readonly dial: (member: MeshMember) => Promise<void>;
  /** Called once each round, before it dials. */
  readonly onRound: () => void;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

/** A target without a connection: since when, and when it was last dialled (monotonic ms). */
interface Missing {
  readonly since: number;
  triedAt: number;
}

/** `ms` made longer or shorter by up to JITTER of it. */
export function jittered(ms: number, rng: Rng): number {
  return ms * (1 - JITTER + 2 * JITTER * rng.fraction());
}

export class Redialer {
  readonly #options: RedialerOptions;
  readonly #missing = new Map<string, Missing>();
  readonly #dialling = new Set<string>();
  #timer: Timer | undefined;

  constructor(options: RedialerOptions) {
    this.#options = options;
  }

  /** Looks at once and from then on. Called again, it looks again now. */
  start(): void {
    this.stop();
    this.#round();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #round(): void {
    const { timers, rng, onRound } = this.#options;
    this.#timer = timers.after(jittered(REDIAL_MS, rng), () => this.#round());
    onRound();
    for (const member of this.#due()) void this.#dial(member);
  }

  /** Who to dial now: the longest untried first, so that many members that are down cannot keep others from their turn. */
  #due(): readonly MeshMember[] {
    const now = this.#options.clock.monotonic();
    const targets = this.#options.targets().filter(({ peerId }) => !this.#options.isConnected(peerId));
    this.#note(targets, now);
    const due = targets.filter((member) => this.#mayDial(member, now)).sort((a, b) => this.#triedAt(a) - this.#triedAt(b));
    return due.slice(0, MAX_PARALLEL_DIALS - this.#dialling.size);
  }

  #note(targets: readonly MeshMember[], now: number): void {
    const ids = new Set(targets.map(({ peerId }) => peerId));
    for (const id of this.#missing.keys()) if (!ids.has(id)) this.#missing.delete(id);
    for (const id of ids) if (!this.#missing.has(id)) this.#missing.set(id, { since: now, triedAt: -Infinity });
  }

  #mayDial({ peerId, addresses }: MeshMember, now: number): boolean {
    if (addresses.length === 0 || this.#dialling.has(peerId)) return false;
    const since = this.#missing.get(peerId)?.since ?? now;
    return dialsFirst(this.#options.self, peerId) || now - since >= SECOND_DIALER_WAIT_MS;
  }

  #triedAt({ peerId }: MeshMember): number {
    return this.#missing.get(peerId)?.triedAt ?? -Infinity;
  }

  async #dial(member: MeshMember): Promise<void> {
    this.#dialling.add(member.peerId);
    const missing = this.#missing.get(member.peerId);
    if (missing !== undefined) missing.triedAt = this.#options.clock.monotonic();
    try {
      await this.#options.dial(member);
      this.#options.logger.info('connected to a mesh member', { peerId: member.peerId });
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.#options.logger.debug('could not reach a mesh member', { peerId: member.peerId, cause });
    } finally {
      this.#dialling.delete(member.peerId);
    }
  }
}
