import { randomUUID } from 'node:crypto';
import { joinLine } from '@rapidvm/domain';
import type { OperationName, Page, SessionView } from '@rapidvm/operations';
import { RapidError } from '@rapidvm/kernel';
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
    case 'vm.create':
      return world.create(bodyOf(input), by);
    case 'vm.start':
      return { task: world.start(id, by) };
    case 'vm.stop':
      return { task: world.stop(id, by) };
    case 'vm.kill':
      return { task: world.kill(id, by) };
    case 'vm.delete':
      return { task: world.remove(id, by) };
    case 'host.list':
      return page([...world.hosts.values()], asked);
    case 'host.invite':
      return { ...invitation(), expiresAt: world.at(-36e5) };
    case 'image.list':
      return page([...world.images.values()], asked);
    case 'network.list':
      return page([{ name: 'default', kind: 'user', description: 'User NAT' }], asked);
    case 'task.list':
      return page([...world.tasks.values()].reverse(), asked);
    case 'task.get':
      return world.tasks.get(id);
    case 'task.cancel': {
      const task = world.tasks.get(id);
      if (task !== undefined) world.tasks.set(id, { ...task, cancelRequested: true });
      world.tell({ type: 'changed', subject: { kind: 'task', id } });
      return world.tasks.get(id);
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
