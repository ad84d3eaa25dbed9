/** The procedures of NFS version 3 (RFC 1813 section 3.3) that a datastore needs. */
import { malformed, statusError } from '../errors.ts';
import { DIRECTORY_BYTES, MAX_DIRECTORY_ENTRIES, MAX_HANDLE_BYTES, MAX_NAME_BYTES, MAX_RECORD_BYTES } from '../limits.ts';
import type { Procedure } from '../rpc/rpc-message.ts';
import type { XdrReader } from '../wire/xdr-reader.ts';
import type { XdrWriter } from '../wire/xdr-writer.ts';
import type { Attributes, NewAttributes } from './attributes.ts';
import { readAttributes, readPostAttributes, skipChange, writeNewAttributes } from './attributes.ts';

export const NFS_PROGRAM = { program: 100_003, version: 3 } as const;
export const NFS_PORT = 2049;

/** The server's name for a file: opaque, and valid as long as the file is. */
export type FileHandle = Uint8Array;

/** A name in a folder. */
export interface Entry {
  readonly folder: FileHandle;
  readonly name: string;
}

/** How safe a write is when its answer comes: in the server's memory, its data on the disk, or all of it on the disk. */
export const STABILITY = { unstable: 0, data: 1, file: 2 } as const;
export type Stability = keyof typeof STABILITY;

const VERIFIER_BYTES = 8;

type Encode<A> = (writer: XdrWriter, args: A) => void;

/** A procedure whose results begin with a status. */
function procedure<A, R>(number: number, name: string, encode: Encode<A>, success: (reader: XdrReader) => R): Procedure<A, R> {
  const decode = (reader: XdrReader): R => {
    const status = reader.u32();
    if (status !== 0) throw statusError(status, name);
    return success(reader);
  };
  return { ...NFS_PROGRAM, number, name, encode, decode };
}

const handle: Encode<FileHandle> = (writer, file) => writer.opaque(file);
const entry: Encode<Entry> = (writer, { folder, name }) => writer.opaque(folder).string(name);
// A copy: the record that it came in is not kept for a few bytes of it.
const readHandle = (reader: XdrReader): FileHandle => reader.opaque(MAX_HANDLE_BYTES).slice();
const readVerifier = (reader: XdrReader): bigint => reader.u64();

export const nfsNull: Procedure<undefined, undefined> = {
  ...NFS_PROGRAM,
  number: 0,
  name: 'NULL',
  encode: () => undefined,
  decode: () => undefined,
};

export const getAttributes = procedure(1, 'GETATTR', handle, readAttributes);

export const setAttributes = procedure(
  2,
  'SETATTR',
  (writer, { file, attributes }: { readonly file: FileHandle; readonly attributes: NewAttributes }) => {
    writer.opaque(file);
    writeNewAttributes(writer, attributes);
    // No guard on the time of the last change.
    writer.bool(false);
  },
  skipChange,
);

export interface Found {
  readonly file: FileHandle;
  readonly attributes: Attributes | undefined;
}

export const lookup = procedure(3, 'LOOKUP', entry, (reader): Found => ({
  file: readHandle(reader),
  attributes: readPostAttributes(reader),
}));

export interface ReadResult {
  readonly data: Uint8Array;
  readonly atEnd: boolean;
}

export const read = procedure(
  6,
  'READ',
  (writer, { file, offset, count }: { readonly file: FileHandle; readonly offset: number; readonly count: number }) =>
    writer.opaque(file).u64(BigInt(offset)).u32(count),
  (reader): ReadResult => {
    readPostAttributes(reader);
    const count = reader.u32();
    const atEnd = reader.bool();
    const data = reader.opaque(MAX_RECORD_BYTES);
    if (data.length !== count) throw malformed(`${data.length} bytes read where ${count} were announced`);
    return { data, atEnd };
  },
);

export interface WriteArguments {
  readonly file: FileHandle;
  readonly offset: number;
  readonly data: Uint8Array;
  readonly stability: Stability;
}

export interface WriteResult {
  readonly count: number;
  /** True when the server has it on its disk already. */
  readonly isStable: boolean;
  /** Another one than before: the server started anew and may have lost what was not committed. */
  readonly verifier: bigint;
}

export const write = procedure(
  7,
  'WRITE',
  (writer, { file, offset, data, stability }: WriteArguments) =>
    writer.opaque(file).u64(BigInt(offset)).u32(data.length).u32(STABILITY[stability]).opaque(data),
  (reader): WriteResult => {
    skipChange(reader);
    const count = reader.u32();
    const isStable = reader.u32() !== STABILITY.unstable;
    return { count, isStable, verifier: readVerifier(reader) };
  },
);

const made = (reader: XdrReader): FileHandle | undefined => {
  const file = reader.optional(() => readHandle(reader));
  readPostAttributes(reader);
  skipChange(reader);
  return file;
};

const GUARDED = 1;
const EXCLUSIVE = 2;

/** Makes a file; EEXIST when the name is taken. Undefined: it is made, and its handle is to be looked up. */
export const create = procedure(
  8,
  'CREATE',
  (writer, { attributes, ...where }: Entry & { readonly attributes: NewAttributes }) => {
    entry(writer, where);
    writer.u32(GUARDED);
    writeNewAttributes(writer, attributes);
  },
  made,
);

/**
 * Makes a file that only one caller can have made: sent again with the same 8 bytes it succeeds again, with others it gets EEXIST. Its
 * attributes are to be set afterwards.
 */
export const createExclusive = procedure(
  8,
  'CREATE',
  (writer, { verifier, ...where }: Entry & { readonly verifier: Uint8Array }) => {
    entry(writer, where);
    writer.u32(EXCLUSIVE).fixed(verifier.subarray(0, VERIFIER_BYTES));
  },
  made,
);

export const makeFolder = procedure(
  9,
  'MKDIR',
  (writer, { attributes, ...where }: Entry & { readonly attributes: NewAttributes }) => {
    entry(writer, where);
    writeNewAttributes(writer, attributes);
  },
  made,
);

export const remove = procedure(12, 'REMOVE', entry, skipChange);
export const removeFolder = procedure(13, 'RMDIR', entry, skipChange);

export const rename = procedure(
  14,
  'RENAME',
  (writer, { from, to }: { readonly from: Entry; readonly to: Entry }) => {
    entry(writer, from);
    entry(writer, to);
  },
  (reader) => {
    skipChange(reader);
    skipChange(reader);
  },
);

/** Gives a file a second name; EEXIST when that is taken. */
export const link = procedure(
  15,
  'LINK',
  (writer, { file, to }: { readonly file: FileHandle; readonly to: Entry }) => {
    writer.opaque(file);
    entry(writer, to);
  },
  (reader) => {
    readPostAttributes(reader);
    skipChange(reader);
  },
);

export interface DirectoryEntry {
  readonly name: string;
  readonly fileId: bigint;
  readonly attributes: Attributes | undefined;
  readonly file: FileHandle | undefined;
}

export interface DirectoryPage {
  readonly entries: readonly DirectoryEntry[];
  /** Where the next page begins. */
  readonly cookie: bigint;
  readonly verifier: bigint;
  readonly isLast: boolean;
}

export interface DirectoryPlace {
  readonly folder: FileHandle;
  /** 0n for the first page. */
  readonly cookie: bigint;
  readonly verifier: bigint;
}

export const readFolder = procedure(
  17,
  'READDIRPLUS',
  (writer, { folder, cookie, verifier }: DirectoryPlace) =>
    writer.opaque(folder).u64(cookie).u64(verifier).u32(DIRECTORY_BYTES).u32(DIRECTORY_BYTES),
  (reader): DirectoryPage => {
    readPostAttributes(reader);
    const verifier = readVerifier(reader);
    let cookie = 0n;
    const entries = reader.list(MAX_DIRECTORY_ENTRIES, (): DirectoryEntry => {
      const fileId = reader.u64();
      const name = reader.string(MAX_NAME_BYTES);
      cookie = reader.u64();
      const attributes = readPostAttributes(reader);
      return { name, fileId, attributes, file: reader.optional(() => readHandle(reader)) };
    });
    return { entries, cookie, verifier, isLast: reader.bool() };
  },
);

/** Bytes of the file system that an export lies on. */
export interface Space {
  readonly totalBytes: number;
  readonly freeBytes: number;
  /** What is free for the caller. */
  readonly availableBytes: number;
}

export const fileSystemSpace = procedure(18, 'FSSTAT', handle, (reader): Space => {
  readPostAttributes(reader);
  return { totalBytes: reader.size(), freeBytes: reader.size(), availableBytes: reader.size() };
});

/** Bytes that the server takes and gives at the most, and likes best, in one transfer. */
export interface TransferSizes {
  readonly readMax: number;
  readonly readPreferred: number;
  readonly writeMax: number;
  readonly writePreferred: number;
}

export const fileSystemInfo = procedure(19, 'FSINFO', handle, (reader): TransferSizes => {
  readPostAttributes(reader);
  const [readMax, readPreferred] = [reader.u32(), reader.u32()];
  reader.u32();
  const [writeMax, writePreferred] = [reader.u32(), reader.u32()];
  return { readMax, readPreferred, writeMax, writePreferred };
});

/** Forces what was written to the server's disk; returns its verifier, to be compared with that of the writes. */
export const commit = procedure(
  21,
  'COMMIT',
  // Offset and count 0: the whole file.
  (writer, file: FileHandle) => writer.opaque(file).u64(0n).u32(0),
  (reader) => {
    skipChange(reader);
    return readVerifier(reader);
  },
);
