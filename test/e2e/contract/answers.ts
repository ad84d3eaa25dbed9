import { randomUUID } from 'node:crypto';
import { allowedImageActions, allowedTaskActions, joinLine } from '@rapidvm/domain';
import { RapidError, notFound } from '@rapidvm/kernel';
import type { ImageView, OperationName, Page, SessionView, TaskView } from '@rapidvm/operations';
import { explain } from './explain.ts';
import { mesh } from './mesh.ts';
import type { World } from './world.ts';

interface Asked {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

function page<T extends object>(rows: readonly T[], asked: Asked): Page<T> {
  const wanted = asked.ids === undefined ? rows : rows.filter((row) => 'id' in row && asked.ids?.includes(String(row.id)));
  const from = Number(asked.cursor ?? 0);
  const to = from + (asked.limit ?? 50);
  return { items: wanted.slice(from, to), nextCursor: to < wanted.length ? String(to) : null };
}

function bodyOf<T>(value: unknown): T {
  return value as T;
}

function taskOr404(world: World, id: string): TaskView {
  const task = world.tasks.get(id);
  if (task === undefined) throw notFound('task', id);
  return task;
}

/** With the actions that its state allows. */
function shownTask(task: TaskView): TaskView {
  return { ...task, allowedActions: allowedTaskActions({ ...task, mayOperate: true }).map((verdict) => ({ ...verdict })) };
}

function shownImage(world: World, image: ImageView): ImageView {
  const names = [...world.vms.values()].filter(({ imageId }) => imageId === image.id).map(({ name }) => name);
  const verdicts = allowedImageActions({ usedBy: { names: names.slice(0, 3), count: names.length }, mayEdit: true });
  return { ...image, allowedActions: verdicts.map((verdict) => ({ ...verdict })) };
}

/** What the made-up cluster answers; the input was checked against the operation's schema. */
export function answer(
  world: World,
  session: SessionView | null,
  operation: OperationName,
  input: Record<string, unknown>,
): unknown {
  const by = session?.user.name ?? 'nobody';
  const asked: Asked = input;
  const id = String(input['id']);
  switch (operation) {
    case 'session.get':
      return session;
    case 'session.logout':
      return {};
    case 'vm.list':
      return page([...world.vms.values()], asked);
    case 'vm.get':
      return world.vm(id);
    case 'vm.explain':
      return explain(world, id);
    case 'vm.create':
      return world.create(bodyOf(input), by);
    case 'vm.start':
      return { task: shownTask(world.start(id, by)) };
    case 'vm.stop':
      return { task: shownTask(world.stop(id, by)) };
    case 'vm.kill':
      return { task: shownTask(world.kill(id, by)) };
    case 'vm.delete':
      return { task: shownTask(world.remove(id, by)) };
    case 'host.list':
      return page([...world.hosts.values()], asked);
    case 'host.mesh':
      return mesh(world);
    case 'host.invite':
      return { ...invitation(), expiresAt: world.at(-36e5) };
    case 'image.list':
      return page(
        [...world.images.values()].map((image) => shownImage(world, image)),
        asked,
      );
    case 'network.list':
      return page([{ name: 'default', kind: 'user', description: 'User NAT' }], asked);
    case 'task.list':
      return page([...world.tasks.values()].reverse().map(shownTask), asked);
    case 'task.get':
      return shownTask(taskOr404(world, id));
    case 'task.cancel': {
      const cancelled = { ...taskOr404(world, id), cancelRequested: true };
      world.tasks.set(id, cancelled);
      world.tell({ type: 'changed', subject: { kind: 'task', id } });
      return shownTask(cancelled);
    }
    case 'event.list':
      return page(
        world.events.filter((event) => input['subjectId'] === undefined || event.subject.id === input['subjectId']),
        asked,
      );
    case 'user.list':
      return page([...world.users.values()], asked);
    case 'token.list':
      return page([...world.tokens.values()], asked);
    case 'token.create': {
      const owner = [...world.users.values()][0];
      const token = {
        id: world.id(),
        name: String(input['name']),
        userId: owner?.id ?? '',
        role: 'admin' as const,
        createdAt: world.at(),
      };
      const made = { ...token, expiresAt: null, lastUsedAt: null };
      world.tokens.set(made.id, made);
      return { token: made, secret: `rvm_${'k3J9'.repeat(10)}` };
    }
    case 'audit.list':
      return page(world.audit, asked);
    default:
      throw new RapidError(
        'unsupported',
        `The contract server does not do ${operation}`,
        { what: operation, need: 'a controller' },
        'Use one',
      );
  }
}

function invitation() {
  const joinToken = `rvmjoin1:${randomUUID()}:${'7a'.repeat(32)}:${'c4'.repeat(32)}@https://192.0.2.10:8443`;
  return { joinToken, command: joinLine(joinToken, 'e5'.repeat(32)) };
}
