import type { Host } from '@rapidvm/domain';

/** The first of `datastores` that is not the same place on both hosts, as far as they tell; null: all are. Pure. */
export function unsharedDatastore(datastores: readonly string[], one: Host, other: Host): string | null {
  return datastores.find((name) => idOf(one, name) === null || idOf(one, name) !== idOf(other, name)) ?? null;
}

function idOf({ facts }: Host, datastore: string): string | null {
  return facts?.inventory.datastores.find(({ name }) => name === datastore)?.id ?? null;
}
