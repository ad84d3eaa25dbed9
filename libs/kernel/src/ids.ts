import type { Clock, Rng } from './environment.ts';

declare const brand: unique symbol;
/** A string that can't be mistaken for another kind of string. */
export type Branded<T extends string> = string & { readonly [brand]: T };

export type HostId = Branded<'host'>;
export type VmId = Branded<'vm'>;
export type ImageId = Branded<'image'>;
export type DatastoreId = Branded<'datastore'>;
export type NetworkId = Branded<'network'>;
export type TaskId = Branded<'task'>;
export type UserId = Branded<'user'>;
export type TokenId = Branded<'token'>;
export type AnyId = HostId | VmId | ImageId | DatastoreId | NetworkId | TaskId | UserId | TokenId;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether `text` is a lower-case UUID, the form of every id. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Brands a string that is known to be an id of that kind (out of a row, out of a checked request). */
export function asId<I extends AnyId>(text: string): I {
  return text as I;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A new id: UUID version 7 (RFC 9562 §5.7), so that ids sort by the time they were made. */
export function newId<I extends AnyId>(clock: Clock, rng: Rng): I {
  const bytes = rng.bytes(16);
  const millis = clock.now();
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(millis / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hex(bytes);
  return asId<I>([text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-'));
}
