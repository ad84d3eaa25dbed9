/** Order statistics of one measurement. Medians and ranges, not means: a busy machine makes outliers, and they say nothing of the product. */

export interface Summary {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
}

/** The smallest value that at least `share` (0–1) of all values do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

export function summarise(values: readonly number[]): Summary {
  const at = (share: number): number => percentile(values, share);
  return { n: values.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), min: at(0), max: at(1) };
}

/** Three significant figures: more would claim more than was measured. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 3));
}

export const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(2);

/** `p50 (min–max)`. */
export const spread = (all: Summary): string => `${figure(all.p50)} (${figure(all.min)}–${figure(all.max)})`;
