/** The mesh as people see it: each member with what the others say of it, then whoever does not see somebody. */
import type { OperationOutput } from '@rapidvm/operations';
import type { Style } from './text.ts';
import { ago, block, listing, printable, state, toned } from './text.ts';

type Mesh = OperationOutput<'host.mesh'>;
type Member = Mesh['members'][number];

/** Members, those that are not well first; then every word against somebody. */
export function mesh(output: Mesh, style: Style): string {
  const counts = Object.entries(output.countByState).map(([name, count]) => `${count} ${name}`);
  const head = block([
    ['Seen by', printable(output.seenBy.name)],
    ['Members', `${output.memberCount}: ${counts.join(', ')}`],
    ['View', output.viewId],
    ['Isolated', output.isolated ? toned(style, 'bad', 'yes: it sees hardly anybody, and blames nobody') : null],
  ]);
  const rows = output.members.map((member) => [
    printable(member.name),
    state(style, member.state),
    ago(style, member.since),
    seenText(member),
    `${member.suspectAt}/${member.failedAt}`,
    `${member.starts}.${member.refutations}`,
    linkText(member),
    printable(member.reason ?? ''),
  ]);
  const headings = ['MEMBER', 'STATE', 'SINCE', 'SEEN BY', 'SUSPECT/FAILED AT', 'LIFE', 'LINK', 'WHY'];
  const table = listing('The mesh has no members yet', headings, rows);
  const more = output.memberCount - output.members.length;
  const words = output.members.flatMap(wordsAgainst);
  return [
    `${head}\n\n${table}${more > 0 ? `\n… and ${more} more members (--limit)` : ''}`,
    ...(words.length > 0 ? [listing('', ['OBSERVER', 'SAYS', 'OF'], words)] : []),
  ].join('\n\n');
}

function seenText({ asked, down }: Member): string {
  return asked === 0 ? 'nobody to ask' : `${asked - down} of ${asked}`;
}

function linkText({ link }: Member): string {
  if (link === null) return '-';
  if (!link.linked) return 'none';
  return link.silentMs === null ? 'silent' : `${(link.silentMs / 1000).toFixed(1)} s`;
}

function wordsAgainst({ name, watchedBy }: Member): readonly (readonly string[])[] {
  return watchedBy
    .filter(({ says }) => says === 'down' || says === 'late' || says === 'abstains')
    .map((observer) => [printable(observer.name), observer.says, printable(name)]);
}
