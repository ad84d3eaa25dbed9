/** How the mesh is shown: looks of states and of what observers say, and who watches whom as a square. Pure. */
import type { MeshMemberView, MeshOverview } from '@rapidvm/operations';
import type { StateLook } from '@rapidvm/web-ui';

export type Testimony = MeshMemberView['watchedBy'][number]['says'];

export const MEMBER_LOOK: Readonly<Record<MeshMemberView['state'], StateLook>> = {
  joining: { tone: 'busy', icon: 'busy', spin: true },
  active: { tone: 'ok', icon: 'check' },
  suspect: { tone: 'warn', icon: 'unknown' },
  failed: { tone: 'bad', icon: 'offline' },
  left: { tone: 'idle', icon: 'delete' },
};

export const TESTIMONY_LOOK: Readonly<Record<Testimony, StateLook>> = {
  up: { tone: 'ok', icon: 'check' },
  late: { tone: 'warn', icon: 'pause' },
  down: { tone: 'bad', icon: 'close' },
  abstains: { tone: 'idle', icon: 'unknown' },
  absent: { tone: 'idle', icon: 'offline' },
};

export const TESTIMONY_WORDS: Readonly<Record<Testimony, string>> = {
  up: 'sees it',
  late: 'has not heard it lately',
  down: 'does not see it',
  abstains: 'sees hardly anybody itself',
  absent: 'is not there to be asked',
};

/** Members in the square of who watches whom: more columns than these are not read on any screen. */
export const MAX_SQUARE = 16;

export interface SquareRow {
  readonly peerId: string;
  readonly name: string;
  /** One for each member, in the order of the rows; null: it does not watch that one. */
  readonly cells: readonly { readonly peerId: string; readonly name: string; readonly says: Testimony | null }[];
}

/** Who watches whom, rows and columns by name; null when there are too many or not all of them are told of. */
export function squareOf({ members, memberCount }: MeshOverview): readonly SquareRow[] | null {
  if (memberCount > MAX_SQUARE || members.length < memberCount || memberCount < 2) return null;
  const ordered = members.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return ordered.map(({ peerId, name }) => ({
    peerId,
    name,
    cells: ordered.map((subject) => ({
      peerId: subject.peerId,
      name: subject.name,
      says: subject.watchedBy.find((observer) => observer.peerId === peerId)?.says ?? null,
    })),
  }));
}

/** “8 active, 1 suspect”. */
export function countsText(countByState: MeshOverview['countByState']): string {
  return Object.entries(countByState)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

/** “0.3 s ago”, of the controller's own link. */
export function linkText(link: MeshMemberView['link']): string {
  if (link === null) return 'none needed';
  if (!link.linked) return 'none';
  return link.silentMs === null ? 'nothing yet' : `heard ${(link.silentMs / 1000).toFixed(1)} s ago`;
}
