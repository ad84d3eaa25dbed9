/** Calls and replies of ONC RPC version 2 (RFC 5531), with AUTH_NONE and AUTH_SYS. */
import { NfsError, malformed } from '../errors.ts';
import { MAX_GROUPS, MAX_NAME_BYTES } from '../limits.ts';
import { XdrReader } from '../wire/xdr-reader.ts';
import { XdrWriter } from '../wire/xdr-writer.ts';

/** Who the server shall take us for. It believes it, or squashes it; there is no proof in it. */
export interface Credential {
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups, at most 16. */
  readonly groups?: readonly number[];
  /** What the server's log may call this machine. */
  readonly machine: string;
}

/** One procedure of a program: how its arguments and results look. */
export interface Procedure<A, R> {
  readonly name: string;
  readonly program: number;
  readonly version: number;
  readonly number: number;
  readonly encode: (writer: XdrWriter, args: A) => void;
  /** Throws NfsError for a status other than success. */
  readonly decode: (reader: XdrReader) => R;
}

const CALL = 0;
const REPLY = 1;
const RPC_VERSION = 2;
const AUTH_NONE = 0;
const AUTH_SYS = 1;
const MAX_AUTH_BYTES = 400;

/** The record of a call, without its mark. Throws `invalid-argument` for a credential that does not fit. */
export function encodeCall<A>(xid: number, procedure: Procedure<A, unknown>, credential: Credential | null, args: A): Uint8Array {
  const writer = new XdrWriter();
  writer.u32(xid).u32(CALL).u32(RPC_VERSION);
  writer.u32(procedure.program).u32(procedure.version).u32(procedure.number);
  if (credential === null) writer.u32(AUTH_NONE).u32(0);
  else writer.u32(AUTH_SYS).opaque(encodeCredential(credential));
  writer.u32(AUTH_NONE).u32(0);
  procedure.encode(writer, args);
  return writer.done();
}

function encodeCredential({ uid, gid, groups = [], machine }: Credential): Uint8Array {
  if (groups.length > MAX_GROUPS) throw new NfsError('invalid-argument', 'credential', `more than ${MAX_GROUPS} groups`);
  if (new TextEncoder().encode(machine).length > MAX_NAME_BYTES)
    throw new NfsError('invalid-argument', 'credential', `a machine name of more than ${MAX_NAME_BYTES} bytes`);
  const writer = new XdrWriter();
  // The stamp is ours to choose and nobody reads it.
  writer.u32(0).string(machine).u32(uid).u32(gid).u32(groups.length);
  for (const group of groups) writer.u32(group);
  return writer.done();
}

export interface Reply {
  readonly xid: number;
  /** The results, still to be decoded, or why there are none. */
  readonly results: XdrReader | NfsError;
}

const REJECTIONS = ['the server speaks another version of RPC', 'the server does not accept who we are'] as const;
const NOT_DONE: Readonly<Record<number, string>> = {
  1: 'the server has no such program',
  2: 'the server has another version of the program',
  3: 'the server has no such procedure',
  4: 'the server could not read the arguments',
  5: 'the server had an error of its own',
};

/** Throws `malformed` for what is no reply. */
export function decodeReply(record: Uint8Array): Reply {
  const reader = new XdrReader(record);
  const xid = reader.u32();
  if (reader.u32() !== REPLY) throw malformed('a call where a reply should be');
  const denied = reader.bool();
  if (denied) {
    const why = REJECTIONS[reader.u32()] ?? 'the server refused the call';
    return { xid, results: new NfsError('refused', 'rpc', why) };
  }
  reader.u32();
  reader.opaque(MAX_AUTH_BYTES);
  const state = reader.u32();
  if (state === 0) return { xid, results: reader };
  return { xid, results: new NfsError('refused', 'rpc', NOT_DONE[state] ?? `the server answered state ${state}`) };
}
