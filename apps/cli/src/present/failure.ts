/** A failure as people see it: what failed, what stood in the way, what to do next. */
import type { ErrorRecord, FieldIssue } from '@rapidvm/kernel';
import { isRapidError, toErrorRecord } from '@rapidvm/kernel';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import type { ExitCode } from '../exit-codes.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Style } from './text.ts';
import { printable, toned } from './text.ts';

const issues = z.object({ issues: z.array(z.object({ field: z.string(), value: z.string(), rule: z.string() })) });
const refusals = z.object({
  refusals: z.array(z.object({ host: z.string(), reason: z.string(), change: z.string().nullish() })),
});
const stayed = z.object({
  stayed: z.array(z.object({ vm: z.string(), reason: z.string(), change: z.string().nullish() })),
});
const output = z.object({ output: z.string().min(1) });

/** Lines of QEMU's own output shown: the reason stands at the end. */
const MAX_OUTPUT_LINES = 10;

export function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  return isRapidError(error) ? exitCodeOf(error.code) : EXIT.failed;
}

/** Empty for an interrupted command: the user knows. */
export function failureText(error: unknown, style: Style): string {
  if (error instanceof CliError) {
    if (error.exitCode === EXIT.interrupted) return '';
    return lines(style, error.message, [], error.hint);
  }
  const record = toErrorRecord(error);
  const unforeseen = isRapidError(error) ? [] : [String(error instanceof Error ? (error.stack ?? error.message) : error)];
  return lines(style, `${record.message} (${record.code})`, [...obstacles(record), ...unforeseen], record.hint);
}

/** What --json prints of a failure. */
export function failureJson(error: unknown): unknown {
  if (error instanceof CliError) return { code: 'cli', message: error.message, hint: error.hint, details: {} };
  return toErrorRecord(error);
}

function lines(style: Style, message: string, inTheWay: readonly string[], hint: string): string {
  const shown = [`${toned(style, 'bad', 'rapidvm:')} ${printable(message)}`, ...inTheWay.map((line) => `  ${line}`)];
  return [...shown, ...(hint === '' ? [] : [`  → ${printable(hint)}`])].join('\n');
}

/** The fields of a refusal of fields, as far as the server says them. */
export function fieldIssuesOf({ details }: Pick<ErrorRecord, 'details'>): readonly FieldIssue[] | null {
  return issues.safeParse(details).data?.issues ?? null;
}

/** What stood in the way, one line each, where message and hint do not say it all. */
function obstacles(problem: Pick<ErrorRecord, 'message' | 'hint' | 'details'>): readonly string[] {
  const { details } = problem;
  const fields = fieldIssuesOf(problem);
  // One issue alone is the message already.
  if (fields !== null) return fields.length === 1 ? [] : fields.map(issueLine);
  const hosts = refusals.safeParse(details);
  if (hosts.success) {
    return hosts.data.refusals.flatMap(({ host, reason, change }) => untold(problem, host, reason, change));
  }
  const vms = stayed.safeParse(details);
  if (vms.success) return vms.data.stayed.flatMap(({ vm, reason, change }) => untold(problem, vm, reason, change));
  const said = output.safeParse(details);
  return said.success ? said.data.output.trimEnd().split('\n').slice(-MAX_OUTPUT_LINES).map(printable) : [];
}

/** Of one thing that stood in the way, what message and hint do not say already. */
function untold(
  { message, hint }: Pick<ErrorRecord, 'message' | 'hint'>,
  what: string,
  reason: string,
  change: string | null | undefined,
): readonly string[] {
  const why = message.includes(`${what}: ${reason}`) ? [] : [reason];
  const help = typeof change !== 'string' || hint.includes(`${what}: ${change}`) ? [] : [change];
  const [first, then] = [...why, ...help];
  return first === undefined ? [] : [printable(`${what}: ${first}${then === undefined ? '' : ` (${then})`}`)];
}

function issueLine({ field, value, rule }: FieldIssue): string {
  return printable(`${field}: ${rule}, got ${value}`);
}
