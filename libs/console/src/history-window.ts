/**
 * The part of a serial console that can still be read, by absolute byte offset: byte 0 is the first that the VM ever wrote, whatever was
 * restarted since.
 *
 *     0 ─────── freed ─────── first ────────── kept ────────── next
 *                               ▲ viewers start or fall back here ▲ the next byte to come
 */
export interface HistoryWindow {
  /** The oldest byte that is served. */
  readonly first: number;
  /** One after the newest byte. */
  readonly next: number;
}

/** The window of a console of which `next` bytes were ever written, serving at most `historyBytes`. */
export function historyWindow(next: number, historyBytes: number): HistoryWindow {
  return { first: Math.max(0, next - historyBytes), next };
}

/** What a viewer at a position does next. Ranges are half open. */
export type ReadPlan =
  /** Read these bytes. */
  | { readonly kind: 'read'; readonly from: number; readonly to: number }
  /** Tell the viewer that these are no longer kept, and go on behind them. */
  | { readonly kind: 'gap'; readonly from: number; readonly to: number }
  /** There is nothing new. */
  | { readonly kind: 'wait' };

/** The next step of a viewer that has everything before `position`. At most `maxBytes` at once. */
export function planRead(window: HistoryWindow, position: number, maxBytes: number): ReadPlan {
  if (position < window.first) return { kind: 'gap', from: position, to: window.first };
  const to = Math.min(window.next, position + maxBytes);
  return to > position ? { kind: 'read', from: position, to } : { kind: 'wait' };
}

/**
 * Where a viewer begins. `wanted` null: as far back as the history goes. Past the end (the history is another than the one it saw): at the end.
 */
export function startPosition(window: HistoryWindow, wanted: number | null): number {
  return wanted === null ? window.first : Math.min(wanted, window.next);
}

/**
 * Whether bytes read from `from` are really those: what is behind `next - keptBytes` may have been freed while they were read. `next` is to be
 * looked up after the read.
 */
export function wasStillKept(from: number, nextAfterRead: number, keptBytes: number): boolean {
  return from >= nextAfterRead - keptBytes;
}
