/** File attributes of NFS version 3 (RFC 1813 section 2.5). */
import { malformed } from '../errors.ts';
import type { XdrReader } from '../wire/xdr-reader.ts';
import type { XdrWriter } from '../wire/xdr-writer.ts';

const FILE_TYPES = ['file', 'folder', 'block', 'character', 'link', 'socket', 'fifo'] as const;
export type FileType = (typeof FILE_TYPES)[number];

export interface Attributes {
  readonly type: FileType;
  /** Permission bits, as in chmod. */
  readonly mode: number;
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  /** What it takes on the server's disk. */
  readonly usedBytes: number;
  readonly fileSystem: bigint;
  readonly fileId: bigint;
  /** Milliseconds since 1970 on the server's clock. */
  readonly modifiedMs: number;
  readonly changedMs: number;
}

/** What to change of a file; absent: leave it. */
export interface NewAttributes {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly sizeBytes?: number;
}

export function readAttributes(reader: XdrReader): Attributes {
  const type = FILE_TYPES[reader.u32() - 1];
  if (type === undefined) throw malformed('a file of no known type');
  const mode = reader.u32();
  const [links, uid, gid] = [reader.u32(), reader.u32(), reader.u32()];
  const [sizeBytes, usedBytes] = [reader.size(), reader.size()];
  // Major and minor number of a device, of which we open none.
  reader.u64();
  const [fileSystem, fileId] = [reader.u64(), reader.u64()];
  readTime(reader);
  const [modifiedMs, changedMs] = [readTime(reader), readTime(reader)];
  return { type, mode, links, uid, gid, sizeBytes, usedBytes, fileSystem, fileId, modifiedMs, changedMs };
}

const MS_PER_SECOND = 1000;
const NS_PER_MS = 1_000_000;

function readTime(reader: XdrReader): number {
  return reader.u32() * MS_PER_SECOND + Math.floor(reader.u32() / NS_PER_MS);
}

/** Attributes that a server may leave out. */
export function readPostAttributes(reader: XdrReader): Attributes | undefined {
  return reader.optional(() => readAttributes(reader));
}

/** What a server tells of a file before and after a change; nobody here needs it, but it stands before what we need. */
export function skipChange(reader: XdrReader): void {
  reader.optional(() => [reader.u64(), reader.u64(), reader.u64()]);
  readPostAttributes(reader);
}

const TIME_UNCHANGED = 0;

export function writeNewAttributes(writer: XdrWriter, { mode, uid, gid, sizeBytes }: NewAttributes): void {
  for (const value of [mode, uid, gid]) writer.optional(value, (present) => writer.u32(present));
  writer.optional(sizeBytes, (present) => writer.u64(BigInt(present)));
  writer.u32(TIME_UNCHANGED).u32(TIME_UNCHANGED);
}
