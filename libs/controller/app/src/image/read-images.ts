import type { Datastore, Host } from '@rapidvm/domain';
import { DEFAULT_NETWORK } from '@rapidvm/domain';
import type { ImageId } from '@rapidvm/kernel';
import { asId, invalidInput, notFound } from '@rapidvm/kernel';
import type { DatastoreView } from '@rapidvm/operations';
import { roleOf } from '../access/role-of.ts';
import type { AppDeps } from '../deps.ts';
import { given, pageOf } from '../page-query.ts';
import type { Handler, PageQuery } from '../ports/index.ts';
import { toImageViews } from './image-view.ts';

export function listImages({ database }: Pick<AppDeps, 'database'>): Handler<'image.list'> {
  return async (context, input) => {
    const { items, nextCursor } = await database.read.images.list(given({ name: input.name }), pageOf(input));
    return { items: await toImageViews(database.read, items, roleOf(context)), nextCursor };
  };
}

export function getImage({ database }: Pick<AppDeps, 'database'>): Handler<'image.get'> {
  return async (context, input) => {
    const image = await database.read.images.get(asId<ImageId>(input.id));
    const [view] = await toImageViews(database.read, image === null ? [] : [image], roleOf(context));
    if (view === undefined) throw notFound('image', input.id);
    return view;
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
