/** The MOUNT protocol, version 3 (RFC 1813 section 5): from a path to the handle of an export's root. */
import { NfsError, statusError } from '../errors.ts';
import { MAX_EXPORTS, MAX_HANDLE_BYTES, MAX_NAME_BYTES, MAX_PATH_BYTES } from '../limits.ts';
import type { Procedure } from '../rpc/rpc-message.ts';
import type { XdrReader } from '../wire/xdr-reader.ts';
import type { XdrWriter } from '../wire/xdr-writer.ts';

export const MOUNT_PROGRAM = { program: 100_005, version: 3 } as const;

/** How callers may prove who they are; ours is AUTH_SYS. */
const AUTH_SYS = 1;
const MAX_FLAVORS = 64;

export interface ServerExport {
  readonly path: string;
  /** Groups or hosts that may mount it; empty: everybody. */
  readonly groups: readonly string[];
}

function procedure<A, R>(
  number: number,
  name: string,
  encode: (writer: XdrWriter, args: A) => void,
  decode: (reader: XdrReader) => R,
): Procedure<A, R> {
  return { ...MOUNT_PROGRAM, number, name, encode, decode };
}

const path = (writer: XdrWriter, text: string): void => void writer.string(text);
const nothing = (): void => undefined;

export const mountNull = procedure(0, 'MOUNT NULL', nothing, nothing);

/** The root handle of an export. Refuses as the server does: EACCES, ENOENT, ENOTDIR; `refused` when it does not take AUTH_SYS. */
export const mount = procedure(1, 'MNT', path, (reader) => {
  const status = reader.u32();
  if (status !== 0) throw statusError(status, 'MNT');
  const handle = reader.opaque(MAX_HANDLE_BYTES).slice();
  const flavors = Array.from({ length: Math.min(reader.u32(), MAX_FLAVORS) }, () => reader.u32());
  if (flavors.length > 0 && !flavors.includes(AUTH_SYS))
    throw new NfsError('refused', 'MNT', `the server wants authentication ${flavors.join(', ')}, not AUTH_SYS`);
  return handle;
});

export const unmount = procedure(3, 'UMNT', path, nothing);

export const listExports = procedure(5, 'EXPORT', nothing, (reader): ServerExport[] =>
  reader.list(MAX_EXPORTS, () => ({
    path: reader.string(MAX_PATH_BYTES),
    groups: reader.list(MAX_EXPORTS, () => reader.string(MAX_NAME_BYTES)),
  })),
);
