/** Tasks and events as people see them. */
import type { EventView, OperationOutput, TaskView } from '@rapidvm/operations';
import { eventWords, kindWord, workWords } from '@rapidvm/kernel';
import type { Style } from './text.ts';
import { actions, ago, block, duration, listing, percent, printable, state, toned, when } from './text.ts';

export function tasks({ items }: OperationOutput<'task.list'>, style: Style): string {
  const rows = items.map((task) => [
    task.id,
    workWords(task.kind),
    printable(task.subject.name),
    state(style, task.state),
    percent(task.progress),
    printable(task.requestedBy),
    ago(style, task.createdAt),
    printable(task.error?.message ?? task.message),
  ]);
  return listing('No tasks', ['ID', 'WHAT', 'SUBJECT', 'STATE', 'DONE', 'BY', 'CREATED', 'MESSAGE'], rows);
}

export function task(task: TaskView, style: Style): string {
  const facts = block([
    ['Id', task.id],
    ['What', workWords(task.kind)],
    ['Subject', `${kindWord(task.subject.kind)} ${printable(task.subject.name)}`],
    ['State', `${state(style, task.state)}, ${percent(task.progress)}${task.cancelRequested ? ', asked to stop' : ''}`],
    ['Message', printable(task.message)],
    ['Error', task.error === null ? null : `${printable(task.error.message)} (${task.error.code})`],
    ['What to do', task.error === null ? null : printable(task.error.hint)],
    ['Requested by', printable(task.requestedBy)],
    ['Created', when(style, task.createdAt)],
    ['Started', task.startedAt === null ? null : when(style, task.startedAt)],
    ['Ended', task.endedAt === null ? null : `${when(style, task.endedAt)}${took(style, task, ', after ')}`],
  ]);
  const steps = task.steps.map(
    (step) =>
      `  ${state(style, step.state)}${' '.repeat(Math.max(1, 9 - step.state.length))}${printable(step.name)}${took(style, step, '  ')}`,
  );
  const parts = [facts, ...(steps.length === 0 ? [] : [`Steps:\n${steps.join('\n')}`])];
  // Of one that has ended nothing can be done, and saying so is no news.
  if (task.endedAt === null) parts.push(actions(style, task.allowedActions));
  return parts.join('\n\n');
}

/** How long something went on, or has so far; nothing for what has not begun. */
function took({ nowMs }: Style, { startedAt, endedAt }: Pick<TaskView, 'startedAt' | 'endedAt'>, before: string): string {
  if (startedAt === null) return '';
  return `${before}${duration((endedAt === null ? nowMs : Date.parse(endedAt)) - Date.parse(startedAt))}`;
}

/** The answer to a command that started a task. */
export function started({ task }: { readonly task: TaskView }): string {
  return `Task ${task.id} started: ${workWords(task.kind)} ${printable(task.subject.name)}. Follow it: rapidvm task show ${task.id} --wait`;
}

/** One line for a task that has ended. */
export function ended(task: TaskView, style: Style): string {
  const what = `${workWords(task.kind)} ${printable(task.subject.name)}`;
  if (task.state === 'succeeded') return `${what}: ${state(style, 'done')}`;
  return `${what}: ${state(style, task.state)}`;
}

/** One line for a task under way. */
export function underWay(task: TaskView): string {
  return printable(`${workWords(task.kind)} ${task.subject.name}: ${percent(task.progress)} ${task.message}`.trimEnd());
}

export function events({ items }: OperationOutput<'event.list'>, style: Style): string {
  const rows = items.map((event) => [
    String(event.cursor),
    event.at,
    eventWords(event.kind),
    printable(event.subject.name),
    printable(event.message),
  ]);
  return listing(
    'No events',
    ['CURSOR', 'AT', 'WHAT', 'SUBJECT', 'MESSAGE'],
    rows.map((row) => [toned(style, 'dim', row[0] ?? ''), ...row.slice(1)]),
  );
}

/** One line of `event watch`. */
export function event(event: EventView, style: Style): string {
  const { name } = event.subject;
  // Most messages name their subject themselves.
  const about = event.message.toLowerCase().includes(name.toLowerCase()) ? '' : `${printable(name)}: `;
  return `${toned(style, 'dim', `${event.cursor} ${event.at}`)}  ${eventWords(event.kind).padEnd(24)} ${about}${printable(event.message)}`;
}
