import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

const UNITS: readonly (readonly [number, string])[] = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
];

/** A span for people, in its largest unit and the next while that matters: "3 s", "4 min", "2 h 5 min", "12 d". */
export function spanText(millis: number): string {
  const span = Math.max(0, millis);
  const at = UNITS.findIndex(([size]) => span >= size);
  const [size, name] = UNITS[at] ?? [SECOND_MS, 's'];
  const whole = Math.floor(span / size);
  const smaller = UNITS[at + 1];
  if (smaller === undefined || at < 0 || whole >= 10 || smaller[0] < MINUTE_MS) return `${whole} ${name}`;
  const rest = Math.floor((span - whole * size) / smaller[0]);
  return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${smaller[1]}`;
}

/** How long ago `at` was (RFC 3339), seen at `now`. A time up to a minute ahead is another machine's clock and counts as now. */
export function relativeText(at: string, now: number): string {
  const age = now - Date.parse(at);
  if (Number.isNaN(age)) return 'at an unknown time';
  if (age < -MINUTE_MS) return `in ${spanText(-age)}`;
  return age < 5 * SECOND_MS ? 'just now' : `${spanText(age)} ago`;
}

// Made once: to make one takes longer than all else that a row of a list does.
const exactFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** Date and time in the reader's zone, to the second. */
export function exactText(at: string): string {
  const millis = Date.parse(at);
  return Number.isNaN(millis) ? at : exactFormat.format(millis);
}
