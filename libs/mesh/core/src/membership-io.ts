/**
 * What goes into the membership machine and what comes out. The machine does no I/O: the libp2p shell and the simulation drive the same one.
 * Times are monotonic milliseconds of this member.
 */
import type { HostFacts } from '@rapidvm/domain';
import type { MeshMember } from './member.ts';

/** libp2p peer id in text form. */
export type PeerId = string;

/** Who may be in the mesh, as the controller last said it. A higher epoch supersedes a lower one. */
export interface Roster {
  readonly epoch: number;
  readonly members: readonly MeshMember[];
}

export type MembershipInput =
  /** The time has come that `nextWake` named, or any other time: too many are harmless. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'roster'; readonly roster: Roster }
  /** An authenticated link to a member stands, whoever dialled it. */
  | { readonly kind: 'linked'; readonly peer: PeerId }
  /** The link is gone: closed by the other side or broken. */
  | { readonly kind: 'unlinked'; readonly peer: PeerId }
  /** A dial that the machine asked for has failed. refused: somebody answered and said no; unreachable: nobody answered. */
  | { readonly kind: 'dial-failed'; readonly peer: PeerId; readonly reason: 'refused' | 'unreachable' }
  /** Bytes that came over a link to this peer, whole messages. Any of them is a sign of life. */
  | { readonly kind: 'received'; readonly peer: PeerId; readonly message: Uint8Array }
  | { readonly kind: 'facts'; readonly facts: HostFacts }
  /** This member goes for good or for a while: says so to others before it ends. */
  | { readonly kind: 'leave' };

export type MembershipOutput =
  /** May be dropped when there is no link or the link is full. */
  | { readonly kind: 'send'; readonly peer: PeerId; readonly message: Uint8Array }
  | { readonly kind: 'dial'; readonly peer: PeerId; readonly addresses: readonly string[] }
  | { readonly kind: 'drop-link'; readonly peer: PeerId }
  | { readonly kind: 'event'; readonly event: MembershipEvent };

/** What this member holds of another. */
export type MemberState = 'joining' | 'active' | 'suspect' | 'failed' | 'left';

export type MembershipEvent =
  | {
      readonly kind: 'member';
      readonly peer: PeerId;
      readonly from: MemberState;
      readonly to: MemberState;
      /** Distinct observers that said so; empty for what the member said of itself. */
      readonly witnesses: readonly PeerId[];
      readonly incarnation: number;
    }
  | { readonly kind: 'facts'; readonly peer: PeerId; readonly facts: HostFacts }
  /** This member cannot see most of its subjects, and therefore blames nobody. */
  | { readonly kind: 'isolated'; readonly isolated: boolean }
  /** Two processes speak with one identity: a cloned disk. */
  | { readonly kind: 'impostor'; readonly peer: PeerId };
