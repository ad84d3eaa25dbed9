/** Keyset paging: a cursor is the sort key of the last row given out, so that a page costs the same wherever it is. */
import { invalidInput } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { z } from 'zod';

/** A list and the form of its key. The list's name is in the cursor: one list's cursor is no other's. */
export interface Keyset<K extends string | number> {
  readonly list: string;
  readonly key: z.ZodType<K>;
}

export const uuidKey = z.uuid();
export const nameKey = z.string().min(1).max(128);
export const numberKey = z.int().min(0);

export function encodeCursor<K extends string | number>(keyset: Keyset<K>, key: K): string {
  return Buffer.from(JSON.stringify([keyset.list, key])).toString('base64url');
}

/** The key in a cursor; null without one. Refuses `invalid-input` when it is not one of this list's. */
export function decodeCursor<K extends string | number>(keyset: Keyset<K>, cursor: string | undefined): K | null {
  if (cursor === undefined) return null;
  const found = z
    .tuple([z.literal(keyset.list), keyset.key])
    .safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (found.success && encodeCursor(keyset, found.data[1]) === cursor) return found.data[1];
  throw invalidInput([
    { field: 'cursor', value: cursor.slice(0, 64), rule: 'must be the nextCursor of a page of the same list' },
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A page out of `rows`, which were asked for with one more than `limit` to see whether there is a next page. */
export function toPage<R, T, K extends string | number>(
  keyset: Keyset<K>,
  limit: number,
  rows: readonly R[],
  form: { readonly key: (row: R) => K; readonly item: (row: R) => T },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(form.item), nextCursor: more ? encodeCursor(keyset, form.key(last)) : null };
}
