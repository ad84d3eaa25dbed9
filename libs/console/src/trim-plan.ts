/** When the old end of a history is freed, and how much of it: seldom, and in whole blocks. */
export interface TrimRules {
  /** Bytes that are always kept. */
  readonly keptBytes: number;
  /** Bytes past which the old end is freed; the distance to `keptBytes` says how seldom. */
  readonly maxBytes: number;
  /** Bytes of a block: only whole ones can be freed. */
  readonly blockBytes: number;
}

/** Bytes to free, from the start of the history up to here; null: nothing yet. `freedTo`: up to where it was freed before. */
export function planTrim(rules: TrimRules, freedTo: number, next: number): number | null {
  if (next - freedTo <= rules.maxBytes) return null;
  const boundary = next - rules.keptBytes;
  const to = boundary - (boundary % rules.blockBytes);
  return to > freedTo ? to : null;
}
