import type { EventStore, PageQuery } from '@rapidvm/controller-app';
import type { DomainEvent, EventKind, NewEvent } from '@rapidvm/domain';
import { BoundedQueue } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import type { Executor } from '../connection/executor.ts';
import { decodeCursor, numberKey, toPage } from '../connection/keyset.ts';
import { MAX_EVENTS_PER_TRANSACTION } from '../limits.ts';
import { eventEntity, toEvent } from '../rows/event.row.ts';

export const EVENT_CHANNEL = 'rapidvm_events';

const BY_CURSOR = { list: 'event', key: numberKey };

/**
 * Takes the sequence row's lock, gives the events the next cursors, and tells listeners at commit. The lock is held until then, so
 * cursors become visible in their order and without gaps.
 */
const APPEND = `
  WITH given AS (
    SELECT ordinality AS place, item FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given(item, ordinality)),
  taken AS (
    UPDATE event_sequence SET last = last + (SELECT count(*) FROM given) RETURNING last - (SELECT count(*) FROM given) AS base),
  added AS (
    INSERT INTO event (cursor, at, kind, subject_kind, subject_id, subject_name, message, data)
    SELECT base + place, clock_timestamp(), item ->> 'kind', item #>> '{subject,kind}', item #>> '{subject,id}',
      item #>> '{subject,name}', item ->> 'message', item -> 'data'
    FROM given, taken)
  SELECT pg_notify('${EVENT_CHANNEL}', '') FROM taken`;

async function appendAll(db: Executor, events: readonly NewEvent[]): Promise<void> {
  if (events.length > 0) await db.rows(APPEND, [JSON.stringify(events)]);
}

/** Reads events; appends each at once, in a transaction of its own. */
export class PostgresEventStore implements EventStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async append(event: NewEvent): Promise<void> {
    await appendAll(this.#db, [event]);
  }

  async list(
    filter: { readonly subjectId?: string; readonly kinds?: readonly EventKind[] },
    page: PageQuery,
  ): Promise<Page<DomainEvent>> {
    const before = decodeCursor(BY_CURSOR, page.cursor);
    const rows = await this.#db.with(eventEntity, (events) => {
      const query = events
        .createQueryBuilder('event')
        .orderBy('event.cursor', 'DESC')
        .limit(page.limit + 1);
      if (filter.subjectId !== undefined) query.andWhere('event.subjectId = :subject', { subject: filter.subjectId });
      if (filter.kinds !== undefined) query.andWhere('event.kind = ANY(:kinds::text[])', { kinds: [...filter.kinds] });
      if (before !== null) query.andWhere('event.cursor < :before', { before });
      return query.getMany();
    });
    return toPage(BY_CURSOR, page.limit, rows, { key: (row) => row.cursor, item: toEvent });
  }

  async after(cursor: number, limit: number): Promise<readonly DomainEvent[]> {
    const rows = await this.#db.with(eventEntity, (events) =>
      events
        .createQueryBuilder('event')
        .where('event.cursor > :cursor', { cursor })
        .orderBy('event.cursor')
        .limit(limit)
        .getMany(),
    );
    return rows.map(toEvent);
  }

  async latestCursor(): Promise<number> {
    const [row] = await this.#db.rows<{ last: string }>('SELECT last FROM event_sequence');
    return Number(row?.last ?? 0);
  }
}

/**
 * The events of one transaction, kept until its end: the sequence row is then the last lock taken, held only for the commit, and no two
 * transactions can wait for each other over it.
 */
export class TransactionEventStore extends PostgresEventStore {
  readonly #db: Executor;
  readonly #waiting = new BoundedQueue<NewEvent>('events of one transaction', MAX_EVENTS_PER_TRANSACTION);

  constructor(db: Executor) {
    super(db);
    this.#db = db;
  }

  override async append(event: NewEvent): Promise<void> {
    this.#waiting.push(event);
  }

  /** Writes them all; the last thing before the commit. */
  async flush(): Promise<void> {
    const events: NewEvent[] = [];
    for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) events.push(event);
    await appendAll(this.#db, events);
  }
}
