/** Events as they happen, without a gap over any number of broken connections. */
import { on } from 'node:events';
import { eventSchema } from '@rapidvm/operations';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { interrupted } from '../cli-error.ts';
import type { ApiClient } from './api-client.ts';
import { API_PREFIX } from './api-client.ts';
import { openSocket } from './open-socket.ts';
import { Backoff, isPassing } from './reconnect.ts';
import { parseJson } from './parse-json.ts';

/** Messages taken from a socket before it is paused, and when it goes on: the reader decides the pace. */
const WATER_MARKS = { highWaterMark: 256, lowWaterMark: 64 };

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), event: z.looseObject({ cursor: z.int() }) }),
  z.object({ type: z.literal('heartbeat'), cursor: z.int() }),
]);

export type StreamNews =
  /** The stream is open for the first time; what comes is after `cursor`. */
  | { readonly kind: 'open'; readonly cursor: number }
  /** `raw`: as the server sent it. */
  | { readonly kind: 'event'; readonly raw: unknown; readonly event: z.infer<typeof eventSchema> }
  | { readonly kind: 'lost'; readonly cause: string }
  | { readonly kind: 'back' };

/**
 * Every event after cursor `after` (absent: only new ones), until `signal` aborts (exit 130). Once it was open, opens the stream again for as
 * long as the failure is one that passes; throws any other.
 */
export async function* followEvents(
  client: ApiClient,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<StreamNews, never> {
  const backoff = new Backoff();
  let cursor = after ?? (await newestCursor(client));
  let connectedOnce = false;
  let lost = false;
  for (;;) {
    let socket: WebSocket | undefined;
    try {
      socket = await openSocket(client.settings, `${API_PREFIX}/events/stream?after=${cursor}`, [], signal);
      // Listens before anything else is awaited: what is not heard now would never come again.
      const messages = on(socket, 'message', { close: ['close'], ...WATER_MARKS });
      if (!connectedOnce) yield { kind: 'open', cursor };
      if (lost) yield { kind: 'back' };
      connectedOnce = true;
      lost = false;
      backoff.succeeded();
      for await (const [data] of messages) {
        const news = message.safeParse(parseJson(String(data)));
        if (!news.success) continue;
        // A heartbeat may say less than we had: the database was restored since, and its events are counted anew.
        cursor = news.data.type === 'event' ? news.data.event.cursor : news.data.cursor;
        if (news.data.type === 'event') yield* eventNews(news.data.event);
      }
      throw new ConnectionEnded();
    } catch (error) {
      if (signal.aborted) throw interrupted();
      if (!(error instanceof ConnectionEnded) && (!connectedOnce || !isPassing(error))) throw error;
      if (!lost) yield { kind: 'lost', cause: error instanceof Error ? error.message : String(error) };
      lost = true;
    } finally {
      socket?.terminate();
    }
    await backoff.wait(signal);
  }
}

class ConnectionEnded extends Error {
  override readonly message = 'the connection ended';
}

async function newestCursor(client: ApiClient): Promise<number> {
  const { output } = await client.call('event.list', { limit: 1 });
  return output.items[0]?.cursor ?? 0;
}

function* eventNews(raw: unknown): Generator<StreamNews> {
  const parsed = eventSchema.safeParse(raw);
  // An event of a kind that this build does not know is for a newer one.
  if (parsed.success) yield { kind: 'event', raw, event: parsed.data };
}
