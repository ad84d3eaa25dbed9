/** Calls an operation and shows what came of it; with --wait, what became of its task. */
import type { OperationRequest, TaskView } from '@rapidvm/operations';
import { taskSchema } from '@rapidvm/operations';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import type { ApiClient } from '../client/api-client.ts';
import { followTask } from '../client/follow-task.ts';
import { isListing, listRows } from '../client/list-all.ts';
import { EXIT } from '../exit-codes.ts';
import { noteOf } from '../present/notes.ts';
import type { PresentedOperation } from '../present/presenters.ts';
import { present } from '../present/presenters.ts';
import { ended } from '../present/tasks.ts';
import { TaskProgress } from '../terminal/task-progress.ts';
import { print } from '../terminal/terminal.ts';
import type { CommandContext } from './context.ts';

const startedTask = z.object({ task: taskSchema, vm: z.object({ id: z.string() }).optional() });

/** `input`: fields as the table names them; the server checks them. Throws what was refused, and CliError (exit 1) for a task that failed. */
export async function runOperation<K extends PresentedOperation>(
  context: CommandContext,
  command: Command,
  client: ApiClient,
  operation: K,
  input: Record<string, unknown>,
): Promise<void> {
  if (isListing(operation)) {
    const { limit, ...filters } = input;
    const rows = await listRows(client, operation, filters, typeof limit === 'number' ? limit : undefined);
    context.show(command, rows.raw, (style) => present(operation, rows.output, style));
    return;
  }
  const answer = await client.call(operation, input as OperationRequest<K>);
  if (command.opts<{ wait?: boolean }>().wait === true) {
    await showEnd(context, command, client, answer.output);
    return;
  }
  context.show(command, answer.raw, (style) => present(operation, answer.output, style));
  const note = noteOf(operation, answer.output, input, context.style());
  if (note !== null && context.flags(command).json !== true) print(context.terminal.stderr, note);
}

/** Waits for the task in `output`, which is a task or an answer that has one, and shows the same shape with the task as it ended. */
async function showEnd(context: CommandContext, command: Command, client: ApiClient, output: unknown): Promise<void> {
  const alone = taskSchema.safeParse(output);
  if (alone.success) {
    const task = await waitFor(context, client, alone.data);
    context.show(command, task, (style) => present('task.get', task, style));
    throwUnlessSucceeded(task);
    return;
  }
  const { task: first, vm } = startedTask.parse(output);
  const task = await waitFor(context, client, first);
  const raw =
    vm === undefined || task.state !== 'succeeded' ? { task } : { task, vm: (await client.call('vm.get', { id: vm.id })).raw };
  context.show(command, raw, (style) => ended(task, style));
  throwUnlessSucceeded(task);
}

async function waitFor({ terminal }: CommandContext, client: ApiClient, first: TaskView): Promise<TaskView> {
  const progress = new TaskProgress(terminal);
  try {
    return await followTask(client, first, terminal.signal, (news) => progress.tell(news));
  } catch (error) {
    progress.end();
    print(terminal.stderr, `The task goes on by itself. Follow it: rapidvm task show ${first.id} --wait`);
    throw error;
  } finally {
    progress.end();
  }
}

/** Exit 1 for a task that failed or was cancelled. */
function throwUnlessSucceeded(task: TaskView): void {
  if (task.state === 'succeeded') return;
  const hint = `See each step: rapidvm task show ${task.id}`;
  if (task.error === null) throw new CliError(EXIT.failed, `The task was ${task.state}`, hint);
  throw new CliError(
    EXIT.failed,
    `${task.error.message} (${task.error.code})`,
    task.error.hint === '' ? hint : `${task.error.hint}. ${hint}`,
  );
}
