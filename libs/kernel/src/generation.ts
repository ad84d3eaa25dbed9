/**
 * A counter bumped only by a row's owner; the one order between facts about that row (law 3). Starts at 0: nothing known yet.
 */
export type Generation = number & { readonly generation: unique symbol };

export const NO_GENERATION = asGeneration(0);

/** A generation out of a row or a message that was checked to be a whole number ≥ 0. */
export function asGeneration(value: number): Generation {
  return value as Generation;
}

export function nextGeneration(current: Generation): Generation {
  return asGeneration(current + 1);
}

/** Whether a fact with generation `incoming` may overwrite one with `current`. Equal loses: a repeated fact changes nothing. */
export function supersedes(incoming: Generation, current: Generation): boolean {
  return incoming > current;
}
