/** QMP lines ⇄ messages (QEMU's `qmp-spec`). Reading never throws: what is not QMP is a value with a code. */
import type { RapidError, Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';
import { qmpProtocolError } from './qmp-protocol-error.ts';

export type QmpObject = Readonly<Record<string, unknown>>;

/** First line of every connection. */
export interface QmpGreeting {
  readonly kind: 'greeting';
  /** `7.2.22` */
  readonly version: string;
}

export interface QmpReturn {
  readonly kind: 'return';
  /** Null: the answer to a line that QEMU could not read. */
  readonly id: number | null;
  readonly value: unknown;
}

export interface QmpRefusal {
  readonly kind: 'error';
  readonly id: number | null;
  readonly errorClass: string;
  readonly description: string;
}

export interface QmpEvent {
  readonly kind: 'event';
  readonly name: string;
  readonly data: QmpObject;
}

export type QmpMessage = QmpGreeting | QmpReturn | QmpRefusal | QmpEvent;

/** One command as a line with its end. `id` comes back with the answer. */
export function encodeQmpCommand(id: number, command: string, args: QmpObject | undefined): string {
  return `${JSON.stringify(args === undefined ? { execute: command, id } : { execute: command, arguments: args, id })}\n`;
}

/** One line as a message, or `qmp-protocol` saying what is wrong with it. */
export function parseQmpLine(line: string): Result<QmpMessage, RapidError<'qmp-protocol'>> {
  const parsed = parseJson(line);
  if (!isObject(parsed)) return err(qmpProtocolError(`not a JSON object: ${excerpt(line)}`));
  if ('QMP' in parsed) return parseGreeting(parsed['QMP'], line);
  if ('event' in parsed) return parseEvent(parsed, line);
  if ('error' in parsed) return parseRefusal(parsed, line);
  if ('return' in parsed) return ok({ kind: 'return', id: readId(parsed), value: parsed['return'] });
  return err(qmpProtocolError(`neither greeting, event, return nor error: ${excerpt(line)}`));
}

function parseGreeting(greeting: unknown, line: string): Result<QmpGreeting, RapidError<'qmp-protocol'>> {
  const version = isObject(greeting) && isObject(greeting['version']) ? greeting['version']['qemu'] : undefined;
  const numbers = isObject(version) ? [version['major'], version['minor'], version['micro']] : [];
  if (numbers.length === 0 || !numbers.every((part) => Number.isInteger(part))) {
    return err(qmpProtocolError(`a greeting without a version: ${excerpt(line)}`));
  }
  return ok({ kind: 'greeting', version: numbers.join('.') });
}

function parseEvent(parsed: QmpObject, line: string): Result<QmpEvent, RapidError<'qmp-protocol'>> {
  const { event: name, data } = parsed;
  if (typeof name !== 'string') return err(qmpProtocolError(`an event without a name: ${excerpt(line)}`));
  return ok({ kind: 'event', name, data: isObject(data) ? data : {} });
}

function parseRefusal(parsed: QmpObject, line: string): Result<QmpRefusal, RapidError<'qmp-protocol'>> {
  const error = parsed['error'];
  if (!isObject(error) || typeof error['class'] !== 'string' || typeof error['desc'] !== 'string') {
    return err(qmpProtocolError(`an error without class and description: ${excerpt(line)}`));
  }
  return ok({ kind: 'error', id: readId(parsed), errorClass: error['class'], description: error['desc'] });
}

function readId(parsed: QmpObject): number | null {
  const id = parsed['id'];
  return typeof id === 'number' ? id : null;
}

/** `undefined`, which no JSON text means, for what is not JSON: callers refuse it together with what is not an object. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is QmpObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const EXCERPT_CHARS = 80;

function excerpt(line: string): string {
  return JSON.stringify(line.length > EXCERPT_CHARS ? `${line.slice(0, EXCERPT_CHARS)}…` : line);
}
