import type { EventView } from '@rapidvm/operations';

/** Two lists of events as one, newest first, each once, at most `max` of the newest. */
export function mergeEvents(one: readonly EventView[], other: readonly EventView[], max: number): readonly EventView[] {
  const byCursor = new Map([...one, ...other].map((event) => [event.cursor, event]));
  return [...byCursor.values()].sort((a, b) => b.cursor - a.cursor).slice(0, max);
}
