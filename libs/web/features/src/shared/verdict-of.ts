import type { Verdict } from '@rapidvm/web-ui';

/** What the API says about an action on this row now; the pages know no rule of their own. */
export function verdictOf<A extends string>(
  row: { readonly allowedActions: readonly (Verdict & { readonly action: A })[] },
  action: A,
): Verdict {
  const said = row.allowedActions.find((verdict) => verdict.action === action);
  return said ?? { allowed: false, reason: 'This controller does not offer it' };
}
