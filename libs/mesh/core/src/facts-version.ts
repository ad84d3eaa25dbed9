import type { Generation } from '@rapidvm/kernel';
import { asGeneration, invalidInput } from '@rapidvm/kernel';
import { MAX_INCARNATION, VERSIONS_PER_INCARNATION } from './limits.ts';

/**
 * The version before the first that a host publishes after its start number `incarnation`. Every start then supersedes all that the host ever
 * said before, with one small counter on its disk instead of a write for each version, and no wall clock.
 * `incarnation`: a whole number in 1 … MAX_INCARNATION, larger at each start. Throws `invalid-input` otherwise.
 */
export function versionFloor(incarnation: number): Generation {
  if (!Number.isInteger(incarnation) || incarnation < 1 || incarnation > MAX_INCARNATION) {
    throw invalidInput([
      { field: 'incarnation', value: String(incarnation), rule: `must be a whole number from 1 to ${MAX_INCARNATION}` },
    ]);
  }
  return asGeneration(incarnation * VERSIONS_PER_INCARNATION);
}
