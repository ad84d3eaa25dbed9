export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const SIZES: readonly (readonly [number, string])[] = [
  [GIB, 'GiB'],
  [MIB, 'MiB'],
  [KIB, 'KiB'],
];

/** Bytes for people: "1.5 GiB", "512 MiB", "17 B". */
export function formatBytes(bytes: number): string {
  for (const [unit, name] of SIZES) {
    if (bytes >= unit) return `${Number((bytes / unit).toFixed(1))} ${name}`;
  }
  return `${bytes} B`;
}

/** Wall time as RFC 3339 in UTC with milliseconds. `millis`: since 1970, within what ECMAScript dates hold. */
export function toTimestamp(millis: number): string {
  return new Date(millis).toISOString();
}
