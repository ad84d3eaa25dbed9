/** A refusal as it came over the wire or out of a task. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
  readonly details: object;
}

/**
 * The message and hint of a problem without what its lines say too: where only one text is shown both must tell of the hosts that refused,
 * in a box each of those has a line, with what would change its mind.
 */
export function problemHead({ message, hint, details }: Problem): { readonly message: string; readonly hint: string } {
  const { refusals }: { refusals?: unknown } = details;
  if (!Array.isArray(refusals)) return { message, hint };
  const told = refusals.map(partsOf);
  const starts = told.map(({ who, reason }) => message.indexOf(`${who}: ${reason}`)).filter((at) => at > 0);
  const isSaid = told.some(({ change }) => change !== null && hint.endsWith(change));
  const head = starts.length === 0 ? message : message.slice(0, Math.min(...starts)).replace(/[:\s]+$/, '');
  return { message: head, hint: isSaid ? '' : hint };
}

/** What stood in the way, as lines for people; empty where the message already says it. */
export function problemLines(details: object): readonly string[] {
  const known: Readonly<Record<string, unknown>> = { ...details };
  const { refusals, stayed, usedBy, cause, output } = known;
  if (Array.isArray(stayed)) return stayed.map(refusalLine);
  if (Array.isArray(refusals)) return refusals.map(refusalLine);
  if (Array.isArray(usedBy)) return [`In use by ${usedBy.join(', ')}`];
  return [cause, output].filter((line) => typeof line === 'string' && line !== '').map(String);
}

function refusalLine(refusal: unknown): string {
  if (typeof refusal !== 'object' || refusal === null) return String(refusal);
  const { who, reason, change } = partsOf(refusal);
  return `${who}: ${reason}${change === null ? '' : ` (${change})`}`;
}

function partsOf(refusal: unknown): { readonly who: string; readonly reason: string; readonly change: string | null } {
  const known: Readonly<Record<string, unknown>> = typeof refusal === 'object' ? { ...refusal } : {};
  const { host, vm, reason, change } = known;
  return { who: String(vm ?? host), reason: String(reason), change: typeof change === 'string' ? change : null };
}
