/** Lists that are longer than a page. */
import type { OperationRequest } from '@rapidvm/operations';
import { PAGE_LIMITS } from '@rapidvm/operations';
import { z } from 'zod';
import { MAX_LISTED_ROWS } from '../limits.ts';
import type { Answer, ApiClient, UnaryOperation } from './api-client.ts';

export type ListOperation = Extract<UnaryOperation, `${string}.list`>;

const rawPage = z.object({ items: z.array(z.unknown()) });

/** Logs grow for ever: without --limit one page is shown, the newest. Inventories are shown whole. */
const LOGS: readonly ListOperation[] = ['task.list', 'event.list', 'audit.list'];

export function isListing(operation: UnaryOperation): operation is ListOperation {
  return operation.endsWith('.list');
}

/** All rows, or as many as `limit` says, as one page. `filters`: the other fields of the operation's input. */
export async function listRows<K extends ListOperation>(
  client: ApiClient,
  operation: K,
  filters: Readonly<Record<string, unknown>>,
  limit: number | undefined,
): Promise<Answer<K>> {
  const most = limit ?? (LOGS.includes(operation) ? PAGE_LIMITS.defaultItems : MAX_LISTED_ROWS);
  // The server checks the fields; the table alone knows their types.
  const request = (rest: number, cursor?: string): OperationRequest<K> =>
    ({
      ...filters,
      limit: Math.min(rest, PAGE_LIMITS.maxItems),
      ...(cursor === undefined ? {} : { cursor }),
    }) as OperationRequest<K>;
  const answer = await client.call(operation, request(most));
  const rows: unknown[] = [...answer.output.items];
  const raws: unknown[] = itemsOf(answer.raw);
  let cursor = answer.output.nextCursor;
  while (cursor !== null && rows.length < most) {
    const next = await client.call(operation, request(most - rows.length, cursor));
    rows.push(...next.output.items);
    raws.push(...itemsOf(next.raw));
    cursor = next.output.nextCursor;
  }
  return { ...answer, raw: { items: raws, nextCursor: cursor }, output: { ...answer.output, items: rows, nextCursor: cursor } };
}

function itemsOf(raw: unknown): unknown[] {
  const page = rawPage.safeParse(raw);
  return page.success ? page.data.items : [];
}
