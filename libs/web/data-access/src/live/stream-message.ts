import type { EventView } from '@rapidvm/operations';

export type ChangedKind = 'vm' | 'host' | 'image' | 'task';

/** What the event stream says. `changed` is only a hint: something about that row is different, read it again. */
export type StreamMessage =
  | { readonly type: 'event'; readonly event: EventView }
  | { readonly type: 'changed'; readonly subject: { readonly kind: string; readonly id: string } }
  | { readonly type: 'heartbeat'; readonly cursor: number; readonly at: string };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isSubject = (value: unknown): boolean =>
  isObject(value) && typeof value['kind'] === 'string' && typeof value['id'] === 'string';

function isMessage(value: unknown): value is StreamMessage {
  if (!isObject(value)) return false;
  const event = value['event'];
  switch (value['type']) {
    case 'event':
      return isObject(event) && typeof event['cursor'] === 'number' && isSubject(event['subject']);
    case 'changed':
      return isSubject(value['subject']);
    case 'heartbeat':
      return typeof value['cursor'] === 'number';
    default:
      return false;
  }
}

/** A message of the stream; null when it is of a kind this page does not know, which a newer controller may send. */
export function parseStreamMessage(text: string): StreamMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMessage(value) ? value : null;
  } catch {
    // Not JSON: not a message of ours.
    return null;
  }
}

/** The rows an event tells about: its subject and every row its data names (`vmId`, `hostId`, `taskId`, `imageId`). */
export function touchedBy(event: EventView): readonly { readonly kind: string; readonly id: string }[] {
  const named = Object.entries(event.data)
    .filter(([key]) => /^(vm|host|task|image)Id$/.test(key))
    .map(([key, id]) => ({ kind: key.slice(0, -2), id }));
  return [event.subject, ...named];
}
