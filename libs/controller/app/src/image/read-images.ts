import type { Datastore, Host } from '@rapidvm/domain';
import { DEFAULT_NETWORK } from '@rapidvm/domain';
import type { ImageId } from '@rapidvm/kernel';
import { asId, invalidInput, notFound } from '@rapidvm/kernel';
import type { DatastoreView } from '@rapidvm/operations';
import type { AppDeps } from '../deps.ts';
import { given, pageOf } from '../page-query.ts';
import type { Handler, PageQuery } from '../ports/index.ts';
import { toImageView, toPage } from '../views.ts';

export function listImages({ database }: Pick<AppDeps, 'database'>): Handler<'image.list'> {
  return async (_context, input) =>
    toPage(await database.read.images.list(given({ name: input.name }), pageOf(input)), toImageView);
}

export function getImage({ database }: Pick<AppDeps, 'database'>): Handler<'image.get'> {
  return async (_context, input) => {
    const image = await database.read.images.get(asId<ImageId>(input.id));
    if (image === null) throw notFound('image', input.id);
    return toImageView(image);
  };
}

/** What the hosts told of their datastores, put together by name. */
export function listDatastores({ database }: Pick<AppDeps, 'database'>): Handler<'datastore.list'> {
  return async (_context, input) => sliceByName(datastoresOf(await database.read.hosts.all()), pageOf(input));
}

export function listNetworks(): Handler<'network.list'> {
  return async (_context, input) => sliceByName([{ ...DEFAULT_NETWORK }], pageOf(input));
}

function datastoresOf(hosts: readonly Host[]): DatastoreView[] {
  const views = new Map<string, DatastoreView>();
  for (const { id, name: hostName, facts, state } of hosts) {
    if (state === 'left') continue;
    for (const { name, totalBytes, freeBytes } of facts?.inventory.datastores ?? []) {
      const view = views.get(name) ?? { name, kind: KIND, hosts: [] };
      view.hosts.push({ hostId: id, hostName, totalBytes, freeBytes });
      views.set(name, view);
    }
  }
  return [...views.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const KIND: Datastore['kind'] = 'dir';

/** Pages over a short list in memory; the cursor is the last name of the page before. */
function sliceByName<T extends { name: string }>(
  items: readonly T[],
  { limit, cursor }: PageQuery,
): { items: T[]; nextCursor: string | null } {
  if (cursor !== undefined && !cursor.startsWith(CURSOR))
    throw invalidInput([{ field: 'cursor', value: cursor, rule: 'must be a nextCursor of this list' }]);
  const rest = cursor === undefined ? items : items.filter(({ name }) => name > cursor.slice(CURSOR.length));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { items: page, nextCursor: rest.length > page.length && last !== undefined ? CURSOR + last.name : null };
}

const CURSOR = 'after:';
