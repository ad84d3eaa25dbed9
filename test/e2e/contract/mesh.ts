/** What the made-up cluster says of its mesh: one host that half of the others no longer see, and whatever state the hosts are in. */
import type { OperationOutput } from '@rapidvm/operations';
import type { World } from './world.ts';

type Mesh = OperationOutput<'host.mesh'>;
type Member = Mesh['members'][number];

const CONTROLLER = { peerId: '12D3KooWcontroller', name: 'controller' };
const STATES: Readonly<Record<string, Member['state']>> = {
  failed: 'failed',
  suspect: 'suspect',
  joining: 'joining',
  left: 'left',
};

export function mesh(world: World): Mesh {
  const hosts = [...world.hosts.values()];
  const all = [CONTROLLER, ...hosts.map(({ id, name }) => ({ peerId: id, name }))];
  const stateOf = new Map(hosts.map(({ id, state }) => [id, STATES[state] ?? 'active']));
  const members = all.map((member): Member => {
    const state = stateOf.get(member.peerId) ?? 'active';
    const others = all.filter(({ peerId }) => peerId !== member.peerId);
    const asked = others.filter(({ peerId }) => stateOf.get(peerId) !== 'failed').length;
    const downFrom = state === 'failed' ? 0 : state === 'suspect' ? Math.floor(others.length / 2) : others.length;
    const watchedBy = others.map((other, index) => ({
      ...other,
      says:
        stateOf.get(other.peerId) === 'failed' ? ('absent' as const) : index >= downFrom ? ('down' as const) : ('up' as const),
    }));
    const down = watchedBy.filter(({ says }) => says === 'down').length;
    const suspectAt = Math.max(1, Math.ceil(asked / 3));
    return {
      ...member,
      hostId: hosts.find(({ id }) => id === member.peerId)?.id ?? null,
      state,
      since: world.at(36e5),
      reason:
        down === 0
          ? null
          : `Not seen by ${watchedBy
              .filter(({ says }) => says === 'down')
              .map(({ name }) => name)
              .join(', ')}`,
      starts: 3,
      refutations: state === 'suspect' ? 1 : 0,
      watchedBy,
      watches: others,
      asked,
      down,
      suspectAt,
      failedAt: Math.max(2, Math.ceil((asked * 2) / 3)),
      link: member === CONTROLLER ? null : { linked: state !== 'failed', silentMs: state === 'failed' ? 64_000 : 230 },
    };
  });
  const countByState: Record<string, number> = {};
  for (const { state } of members) countByState[state] = (countByState[state] ?? 0) + 1;
  const rank = (state: string): number => ['failed', 'suspect', 'joining', 'left', 'active'].indexOf(state);
  return {
    viewId: '5f0c1d9be2a4778c',
    seenBy: CONTROLLER,
    isolated: false,
    memberCount: members.length,
    countByState,
    members: members.toSorted((a, b) => rank(a.state) - rank(b.state)),
  };
}
