/** When to try again, as a pure value: 0.5 s, 1 s, 2 s … 15 s, each taken at a random point of its upper half so that tabs do not come back in step. */
export interface ReconnectPlan {
  /** Attempts that failed since the last success. */
  readonly failures: number;
}

export const RECONNECT_LIMITS = {
  firstMs: 500,
  /** Longest wait: a person who looks at a stale page for longer presses “now” anyway. */
  maxMs: 15_000,
} as const;

export const CONNECTED: ReconnectPlan = { failures: 0 };

/** The wait before the next attempt and the plan after it. `fraction`: uniform in [0, 1). */
export function afterFailure(plan: ReconnectPlan, fraction: number): { readonly plan: ReconnectPlan; readonly waitMs: number } {
  const full = Math.min(RECONNECT_LIMITS.maxMs, RECONNECT_LIMITS.firstMs * 2 ** Math.min(plan.failures, 20));
  return { plan: { failures: plan.failures + 1 }, waitMs: Math.round(full / 2 + (full / 2) * fraction) };
}
