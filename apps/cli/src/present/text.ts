/** Text for a terminal: tables, key-value blocks, colours, ages. */
import { styleText } from 'node:util';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';
import Table from 'cli-table3';

export interface Style {
  readonly colour: boolean;
  readonly nowMs: number;
}

type Tone = 'good' | 'busy' | 'bad' | 'dim';
const TONES = { good: 'green', busy: 'yellow', bad: 'red', dim: 'gray' } as const;

/** Names and messages come from others: control characters could rewrite the screen. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' || character === '\t' ? ' ' : '\u{fffd}'));
}

export function toned(style: Style, tone: Tone, text: string): string {
  return style.colour ? styleText(TONES[tone], text, { validateStream: false }) : text;
}

const STATE_TONES: Readonly<Record<string, Tone>> = {
  running: 'good',
  active: 'good',
  succeeded: 'good',
  done: 'good',
  stopped: 'dim',
  created: 'dim',
  waiting: 'dim',
  destroyed: 'dim',
  removed: 'dim',
  crashed: 'bad',
  failed: 'bad',
  refused: 'bad',
  unknown: 'bad',
  unreachable: 'bad',
};

/** A state in its colour: what is under way is yellow. */
export function state(style: Style, name: string): string {
  return toned(style, STATE_TONES[name] ?? 'busy', name);
}

/** Rows under headings, two spaces apart. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const gap = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
  };
  const inner = { left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' };
  const made = new Table({
    head: [...head],
    chars: { ...gap, ...inner },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A table, or `none` when there is nothing. */
export function listing(none: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? none : table(head, rows);
}

/** What can be done with a thing now and, of the rest, why not: as the API says it. */
export function actions(
  style: Style,
  verdicts: readonly { action: string; allowed: boolean; reason?: string | undefined; hint?: string | undefined }[],
): string {
  const width = Math.max(...verdicts.map(({ action }) => asTyped(action).length));
  const lines = verdicts.map(({ action, allowed, reason, hint }) => {
    const why = allowed ? '' : toned(style, 'dim', `  ${printable([reason, hint].filter(Boolean).join('. '))}`);
    return `  ${allowed ? 'yes' : 'no '}  ${asTyped(action).padEnd(width)}${why}`.trimEnd();
  });
  return `What you can do now:\n${lines.join('\n')}`;
}

/** "remove --force" for `force-remove`: actions that are a verb's flag here. */
function asTyped(action: string): string {
  return action.startsWith('force-') ? `${action.slice('force-'.length)} --force` : action;
}

/** Names and values, one a line; values that are null are left out. */
export function block(fields: readonly (readonly [string, string | number | null])[]): string {
  const shown = fields.filter(([, value]) => value !== null && value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${String(value)}`).join('\n');
}

const AGES: readonly (readonly [number, string])[] = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
];

/** How long ago a time was: "3 min ago". Null: "never". */
export function ago(style: Style, timestamp: string | null): string {
  if (timestamp === null) return 'never';
  const elapsed = style.nowMs - Date.parse(timestamp);
  for (const [ms, unit] of AGES) {
    if (elapsed >= ms) return `${Math.floor(elapsed / ms)} ${unit} ago`;
  }
  return 'just now';
}

/** A time as people ask for it, and exactly: "3 min ago (2026-01-01T00:00:00.000Z)". */
export function when(style: Style, timestamp: string): string {
  return `${ago(style, timestamp)} (${timestamp})`;
}

/** How long something took: "0.4 s", "12 s", "3 min 5 s". */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / SECOND_MS;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
