/** Names where the API wants ids: what a person types is looked up in the list of that kind. */
import { isUuid, kindWord, notFound, RapidError } from '@rapidvm/kernel';
import { PAGE_LIMITS } from '@rapidvm/operations';
import { usageError } from '../cli-error.ts';
import type { ApiClient } from './api-client.ts';

export const NAMED_KINDS = ['vm', 'host', 'image', 'user', 'token'] as const;
export type NamedKind = (typeof NAMED_KINDS)[number];

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The id of the `kind` that has this name or id. Refuses `not-found`, and (exit 2) a name that several have. */
export async function resolveId(client: ApiClient, kind: NamedKind, nameOrId: string): Promise<string> {
  if (isUuid(nameOrId)) return nameOrId;
  const found = await findByName(client, kind, nameOrId);
  const [first, second] = found;
  if (first === undefined) throw noneNamed(kind, nameOrId);
  if (second !== undefined)
    throw usageError(
      `${found.length} ${kindWord(kind)}s are named ${nameOrId}`,
      `Give one of the ids: ${found.map(({ id }) => id).join(', ')}`,
    );
  return first.id;
}

/** The refusal that the server would give, with the command to type next. */
function noneNamed(kind: NamedKind, name: string): RapidError<'not-found'> {
  const { message, details } = notFound(kind, name);
  return new RapidError('not-found', message, details, `See which there are: rapidvm ${kind} list`);
}

/** The id of whatever VM, host or image has this name. */
export async function resolveSubject(client: ApiClient, nameOrId: string): Promise<string> {
  if (isUuid(nameOrId)) return nameOrId;
  const found = await Promise.all((['vm', 'host', 'image'] as const).map((kind) => findByName(client, kind, nameOrId)));
  const [first, second] = found.flat();
  if (first === undefined) throw nothingNamed(nameOrId);
  if (second !== undefined)
    throw usageError(
      `Several things are named ${nameOrId}`,
      `Give one of the ids: ${found
        .flat()
        .map(({ id }) => id)
        .join(', ')}`,
    );
  return first.id;
}

function nothingNamed(name: string): RapidError<'not-found'> {
  const { message, details } = notFound('VM, host or image', name);
  return new RapidError(
    'not-found',
    message,
    details,
    'See which there are: rapidvm vm list, rapidvm host list or rapidvm image list',
  );
}

/** The task of this id, or the newest one about the VM, host or image of this name. */
export async function resolveTask(client: ApiClient, idOrName: string): Promise<string> {
  if (isUuid(idOrName)) return idOrName;
  const subjectId = await resolveSubject(client, idOrName);
  const { output } = await client.call('task.list', { subjectId, limit: 1 });
  const [newest] = output.items;
  if (newest !== undefined) return newest.id;
  throw new RapidError(
    'not-found',
    `No task about ${idOrName} is kept`,
    { kind: 'task', id: idOrName },
    'See which there are: rapidvm task list',
  );
}

async function findByName(client: ApiClient, kind: NamedKind, name: string): Promise<readonly Named[]> {
  return (await listedAs(client, kind, name)).filter((item) => item.name === name);
}

async function listedAs(client: ApiClient, kind: NamedKind, name: string): Promise<readonly Named[]> {
  if (kind === 'vm') return (await client.call('vm.list', { name })).output.items;
  if (kind === 'host') return (await client.call('host.list', { name })).output.items;
  if (kind === 'image') return (await client.call('image.list', { name })).output.items;
  return namesOf(client, kind);
}

/** Every item of a kind whose list knows no filter by name; accounts and tokens are few. */
export async function namesOf(client: ApiClient, kind: NamedKind): Promise<readonly Named[]> {
  const items: Named[] = [];
  let cursor: string | undefined;
  do {
    const { output } = await client.call(`${kind}.list`, {
      limit: PAGE_LIMITS.maxItems,
      ...(cursor === undefined ? {} : { cursor }),
    });
    items.push(...output.items);
    cursor = output.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
