/** A refusal as it came over the wire or out of a task. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
  readonly details: object;
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
  const { host, vm, reason, change }: { host?: unknown; vm?: unknown; reason?: unknown; change?: unknown } = refusal;
  return `${String(vm ?? host)}: ${String(reason)}${typeof change === 'string' ? ` (${change})` : ''}`;
}
