import type { RapidError } from '@rapidvm/kernel';

/** The refusal, unless the fields of the form say all of it: `broken` are the fields it names, `shown` those that have a control. */
export function beyondFields(
  error: RapidError | null,
  broken: ReadonlyMap<string, string>,
  shown: readonly string[],
): RapidError | null {
  const isSaid = broken.size > 0 && [...broken.keys()].every((field) => shown.includes(field));
  return isSaid ? null : error;
}
