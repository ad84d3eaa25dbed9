import { EventFeed } from '@rapidvm/controller-app';
import type { Database, FeedMessage } from '@rapidvm/controller-app';
import type { NewEvent } from '@rapidvm/domain';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../harness/index.ts';
import { startDatabase } from '../harness/index.ts';

let open: TestDatabase;
let database: Database;
beforeAll(async () => {
  open = await startDatabase();
  database = open.database;
});
afterAll(() => open.close());

const event = (message: string): NewEvent => ({
  kind: 'vm.created',
  subject: { kind: 'vm', id: 'x', name: 'x' },
  message,
  data: {},
});
const append = (...messages: string[]) =>
  database.transaction(async (stores) => {
    for (const message of messages) await stores.events.append(event(message));
  });

/** Reads along; `seen` grows as it does. */
function subscriber(feed: EventFeed, after?: number) {
  const end = new AbortController();
  const seen: string[] = [];
  let cursor = after ?? 0;
  const reading = (async () => {
    for await (const message of feed.follow(after, end.signal)) {
      if (message.kind === 'event') cursor = message.event.cursor;
      seen.push(message.kind === 'event' ? message.event.message : `changed ${message.subject.id}`);
    }
  })();
  const close = async () => {
    end.abort();
    await reading;
  };
  return { seen, close, cursor: () => cursor };
}

describe('the feed of events', () => {
  it('gives every event after a cursor once and in order, and then each as it happens', async () => {
    const feed = new EventFeed(database);
    await append('one', 'two');
    const all = subscriber(feed, 0);
    await eventually(() => all.seen.length === 2);
    const live = subscriber(feed);
    await eventually(() => feed.subscribers === 2);
    await append('three');
    await eventually(() => live.seen.length === 1);
    expect(all.seen).toEqual(['one', 'two', 'three']);
    const cursor = all.cursor();
    await all.close();
    await append('four');
    const resumed = subscriber(feed, cursor);
    await eventually(() => resumed.seen.length === 1);
    expect([resumed.seen, live.seen]).toEqual([['four'], ['three', 'four']]);
    await Promise.all([live.close(), resumed.close()]);
    expect(feed.subscribers).toBe(0);
    feed.close();
  });

  it('gives what is new to a reader with a cursor that was never given', async () => {
    const feed = new EventFeed(database);
    const reader = subscriber(feed, 1_000_000);
    await eventually(() => feed.subscribers === 1);
    await eventually(async () => {
      await append('new');
      return reader.seen.length > 0;
    });
    expect(new Set(reader.seen)).toEqual(new Set(['new']));
    await reader.close();
    feed.close();
  });

  it('gives a reader that is far behind everything, from the database', async () => {
    const feed = new EventFeed(database);
    const iterator = feed.follow(await feed.latestCursor(), new AbortController().signal);
    await append('first');
    expect((await iterator.next()).value).toMatchObject({ event: { message: 'first' } });
    for (let batch = 0; batch < 6; batch += 1) await append(...Array.from({ length: 500 }, (_, i) => `${batch * 500 + i}`));
    const late: string[] = [];
    while (late.length < 3000) {
      const { value } = (await iterator.next()) as { value: FeedMessage };
      if (value.kind === 'event') late.push(value.event.message);
    }
    expect(late).toEqual(Array.from({ length: 3000 }, (_, i) => `${i}`));
    await iterator.return(undefined);
    feed.close();
  });

  it('hints at what changed without an event, once for each object however often it did', async () => {
    const feed = new EventFeed(database);
    const iterator = feed.follow(await feed.latestCursor(), new AbortController().signal);
    const next = iterator.next();
    await eventually(() => feed.subscribers === 1);
    feed.hint({ kind: 'host', id: 'a' });
    expect((await next).value).toEqual({ kind: 'changed', subject: { kind: 'host', id: 'a' } });
    for (const id of ['a', 'b', 'a', 'a']) feed.hint({ kind: 'host', id });
    expect([(await iterator.next()).value, (await iterator.next()).value]).toEqual([
      { kind: 'changed', subject: { kind: 'host', id: 'a' } },
      { kind: 'changed', subject: { kind: 'host', id: 'b' } },
    ]);
    await iterator.return(undefined);
    feed.close();
  });

  it('misses nothing that many write at once', async () => {
    const feed = new EventFeed(database);
    const one = subscriber(feed, await feed.latestCursor());
    const names = Array.from({ length: 60 }, (_, i) => `racer ${i}`);
    await Promise.all(names.map((name) => append(name)));
    await eventually(() => one.seen.length === names.length);
    expect([...one.seen].sort()).toEqual([...names].sort());
    await one.close();
    feed.close();
  });
});
