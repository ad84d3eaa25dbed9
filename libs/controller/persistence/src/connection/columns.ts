/** Column forms: what the driver gives and what the domain wants. Times are RFC 3339 text there, whole numbers are numbers. */
import type { ValueTransformer } from 'typeorm';

export const timestampText: ValueTransformer = {
  from: (value: Date | null) => (value === null ? null : value.toISOString()),
  to: (value: string | null) => value,
};

/** `bigint` comes as text; ours count generations, bytes and events, far below 2^53. */
export const wholeNumber: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

export function timeOf(value: Date): string {
  return value.toISOString();
}

export function timeOrNull(value: Date | null): string | null {
  return value === null ? null : value.toISOString();
}
