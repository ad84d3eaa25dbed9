import type { Page } from '@rapidvm/operations';
import { WEB_LIMITS } from '../limits.ts';

/** Every row of a list, page after page. A row that two pages carry (the list moved meanwhile) is taken once, the later one. */
export async function readPages<T extends { readonly id: string }>(
  read: (at: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const rows = new Map<string, T>();
  let cursor: string | null = null;
  for (let page = 0; page < WEB_LIMITS.maxPages; page += 1) {
    const at = { limit: WEB_LIMITS.pageRows };
    const answer: Page<T> = await read(cursor === null ? at : { ...at, cursor });
    for (const row of answer.items) rows.set(row.id, row);
    cursor = answer.nextCursor;
    if (cursor === null) break;
  }
  return [...rows.values()];
}
