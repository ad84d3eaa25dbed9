import { ofCapacity } from '../filter.ts';

/** A host that does not tell its processor's features is not believed to have them. */
export const cpuFlagsFilter = ofCapacity(({ cpuFlags: needed }, { cpuFlags: has }) => {
  if (needed.length === 0) return null;
  const missing = needed.filter((flag) => !(has?.has(flag) ?? false));
  return missing.length === 0 ? null : { code: 'cpu-flags', missing, told: has !== null };
});
