/** Structured logs: one JSON object a line on a stream, no dependency, cheap enough for a Pi. */
import type { Clock, LogFields, Logger } from '@rapidvm/kernel';
import { toErrorRecord, toTimestamp } from '@rapidvm/kernel';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LEVELS)[number];

export interface LoggerOptions {
  readonly clock: Clock;
  readonly level: LogLevel;
  /** Takes one finished line without its newline. */
  readonly write: (line: string) => void;
}

/** A logger that drops what is below `level`. An error is logged with its code and, where it was unforeseen, its stack. */
export function createLogger(options: LoggerOptions, base: LogFields = {}): Logger {
  const threshold = LEVELS.indexOf(options.level);
  const emit = (level: LogLevel, message: string, fields: LogFields | undefined, error?: unknown): void => {
    if (LEVELS.indexOf(level) < threshold) return;
    const line = { time: toTimestamp(options.clock.now()), level, message, ...base, ...fields };
    options.write(JSON.stringify(error === undefined ? line : { ...line, ...describeError(error) }));
  };
  return {
    debug: (message, fields) => emit('debug', message, fields),
    info: (message, fields) => emit('info', message, fields),
    warn: (message, fields) => emit('warn', message, fields),
    error: (message, error, fields) => emit('error', message, fields, error),
    child: (fields) => createLogger(options, { ...base, ...fields }),
  };
}

function describeError(error: unknown): Readonly<Record<string, unknown>> {
  const record = toErrorRecord(error);
  const stack = record.code === 'internal' && error instanceof Error ? { stack: error.stack } : {};
  return { code: record.code, error: record.message, details: record.details, ...stack };
}
