/** How a list is sorted, as it stands in the URL: `name` up, `-name` down. */
export interface Sort<K extends string> {
  readonly key: K;
  readonly down: boolean;
}

/** The sort that `text` names, or `fallback` when it names none of `keys`. */
export function parseSort<K extends string>(text: string | null | undefined, keys: readonly K[], fallback: Sort<K>): Sort<K> {
  const down = text?.startsWith('-') ?? false;
  const key = keys.find((candidate) => candidate === text?.slice(down ? 1 : 0));
  return key === undefined ? fallback : { key, down };
}

export function sortText<K extends string>(sort: Sort<K>): string {
  return sort.down ? `-${sort.key}` : sort.key;
}

/** A click on a column: up first, then down. */
export function toggled<K extends string>(sort: Sort<K>, key: K): Sort<K> {
  return { key, down: sort.key === key && !sort.down };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Sorted copy: numbers by size, text as people count (`vm-9` before `vm-10`), nothing last; equals by id so that rows never swap for no reason. */
export function sortRows<T extends { readonly id: string }>(
  rows: readonly T[],
  value: (row: T) => string | number | null,
  down: boolean,
): readonly T[] {
  const direction = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return left === right ? compareIds(a, b) : left === null ? 1 : -1;
    const order =
      typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left), String(right));
    return order === 0 ? compareIds(a, b) : order * direction;
  });
}

function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
