/** Who may be in the mesh: the controllers and every host that has not been removed. One version for the cluster, bumped by every change. */
import type { Host } from '@rapidvm/domain';
import type { MemberTableView } from '@rapidvm/operations';
import { canonicalJson } from '../change/canonical-json.ts';
import type { AppDeps } from '../deps.ts';
import type { ControllerMember, Stores } from '../ports/index.ts';
import { rememberController } from './known-controllers.ts';

export type MemberTableDeps = Pick<AppDeps, 'mesh' | 'keys' | 'controllerUrls'>;

const VERSION = 'members.version';
const DIGEST = 'members.digest';
const TURN = 'members.turn';

/**
 * The table as it now is; in the transaction that changes a host, or whenever the controller's own address may have changed. Bumps the
 * version if and only if the members differ from those of the last version.
 */
export async function refreshMembers(stores: Stores, { mesh, keys, controllerUrls }: MemberTableDeps): Promise<MemberTableView> {
  const turn = await stores.settings.increment(TURN);
  const controllers = await rememberController(stores.settings, { ...mesh.self(), urls: controllerUrls() }, turn);
  const members = membersOf(controllers, await stores.hosts.all());
  const digest = keys.sha256(canonicalJson(members));
  if ((await stores.settings.get(DIGEST)) === digest)
    return { version: Number((await stores.settings.get(VERSION)) ?? 0), members };
  await stores.settings.set(DIGEST, digest);
  return { version: await stores.settings.increment(VERSION), members };
}

/** Pure; in a fixed order, so that the same members are the same table. */
export function membersOf(controllers: readonly ControllerMember[], hosts: readonly Host[]): MemberTableView['members'] {
  const ordered = hosts.filter(({ state }) => state !== 'left').sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ...controllers
      .toSorted((a, b) => (a.peerId < b.peerId ? -1 : 1))
      .map(({ name, peerId, addresses, urls }) => ({
        hostId: null,
        name,
        peerId,
        addresses: [...addresses].sort(),
        urls: [...urls],
      })),
    ...ordered.map(({ id, name, peerId, meshAddress }) => ({
      hostId: id,
      name,
      peerId,
      addresses: meshAddresses(meshAddress),
      urls: [],
    })),
  ];
}

/** As a host's row keeps them: separated by commas, which no multiaddr has. */
export function joinMeshAddresses(addresses: readonly string[]): string | null {
  return addresses.length === 0 ? null : addresses.join(',');
}

function meshAddresses(joined: string | null): string[] {
  return joined === null ? [] : joined.split(',');
}
