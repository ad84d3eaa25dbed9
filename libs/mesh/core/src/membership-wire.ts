/**
 * The wire of the membership machine: a version byte, then sections of tag, length and payload. An older minor version skips the sections and the
 * ends of payloads that it does not know. Members are named by `memberKey`. Decoding never throws, whatever arrives.
 */
import { ByteReader, ByteWriter } from './bytes.ts';
import { MAX_ACCUSED, MAX_MESSAGE_BYTES, SYNC_BUCKETS } from './limits.ts';

/** A newer major version, and nothing else, would raise it. */
const WIRE_VERSION = 1;

/** What a member said of itself last: its life, and whether it has left. */
export interface MemberRecord {
  readonly key: number;
  readonly incarnation: number;
  /** Chosen at random by each process, so that two with one identity are told apart. */
  readonly nonce: number;
  readonly left: boolean;
}

/** One subject in a down-set, accused of being down or only announced as late. */
export interface Accusation {
  readonly key: number;
  /** The life it is accused in: a later one is not meant. */
  readonly incarnation: number;
  readonly down: boolean;
}

/** The whole down-set of one observer. A higher version supersedes; a higher tick of the same version prolongs it. */
export interface DownSet {
  readonly origin: number;
  readonly version: number;
  readonly tick: number;
  /** The observer can't see most of its subjects and therefore does not testify. */
  readonly abstains: boolean;
  readonly accused: readonly Accusation[];
}

export interface Beat {
  readonly kind: 'beat';
  readonly incarnation: number;
  readonly nonce: number;
  /** The sender has heard the receiver lately. */
  readonly hearsYou: boolean;
  /** The life of the receiver in which the sender holds it suspect or failed; 0 for none. */
  readonly doubted: number;
}

/** What one member has of another, in a comparison. */
export interface SyncEntry {
  readonly key: number;
  readonly incarnation: number;
  readonly left: boolean;
  readonly factsVersion: number;
}

/** What can be asked for by member: its record and its facts, or its down-set. */
export type Wanted = 'member' | 'down-set';

export type Section =
  | Beat
  | { readonly kind: 'records'; readonly records: readonly MemberRecord[] }
  /** `ageMs`: how long ago its origin said so, as far as the sender knows; 0 from older agents, which do not tell. */
  | { readonly kind: 'down-set'; readonly set: DownSet; readonly ageMs: number }
  | { readonly kind: 'refresh'; readonly origin: number; readonly version: number; readonly tick: number; readonly ageMs: number }
  /** Facts of a host as JSON in ASCII. */
  | { readonly kind: 'facts'; readonly key: number; readonly version: number; readonly json: Uint8Array }
  /** Only the load, for who has the facts of version `base`. */
  | { readonly kind: 'load'; readonly key: number; readonly version: number; readonly base: number; readonly json: Uint8Array }
  /** The hash of all that the sender has. */
  | { readonly kind: 'digest'; readonly hash: number }
  /** The hashes of its SYNC_BUCKETS buckets. */
  | { readonly kind: 'buckets'; readonly hashes: readonly number[] }
  /** All that the sender has in `buckets`. */
  | { readonly kind: 'entries'; readonly buckets: readonly number[]; readonly entries: readonly SyncEntry[] }
  | { readonly kind: 'want'; readonly what: Wanted; readonly keys: readonly number[] };

const TAGS: Readonly<Record<Section['kind'], number>> = {
  beat: 1,
  records: 2,
  'down-set': 3,
  refresh: 4,
  facts: 5,
  load: 6,
  digest: 7,
  buckets: 8,
  entries: 9,
  want: 10,
};

const HEARS_YOU = 1;
const LEFT = 1;
const DOWN = 1;
const ABSTAINS = 1;

/** One section as it stands on the wire, to be joined with others. */
export function encodeSection(section: Section): Uint8Array {
  const payload = new ByteWriter();
  writePayload(payload, section);
  const body = payload.finish();
  return new ByteWriter().varint(TAGS[section.kind]).varint(body.length).bytes(body).finish();
}

/** A message of sections that `encodeSection` made. The caller keeps it below MAX_MESSAGE_BYTES. */
export function joinSections(sections: readonly Uint8Array[]): Uint8Array {
  const message = new ByteWriter().byte(WIRE_VERSION);
  for (const section of sections) message.bytes(section);
  return message.finish();
}

function writePayload(to: ByteWriter, section: Section): void {
  switch (section.kind) {
    case 'beat':
      to.varint(section.incarnation).word(section.nonce);
      to.byte(section.hearsYou ? HEARS_YOU : 0).varint(section.doubted);
      return;
    case 'records':
      for (const { key, incarnation, nonce, left } of section.records) {
        to.key(key)
          .varint(incarnation)
          .word(nonce)
          .byte(left ? LEFT : 0);
      }
      return;
    case 'down-set':
      writeDownSet(to, section.set);
      to.varint(section.ageMs);
      return;
    case 'refresh':
      to.key(section.origin).varint(section.version).varint(section.tick).varint(section.ageMs);
      return;
    case 'facts':
      to.key(section.key).varint(section.version).varint(section.json.length).bytes(section.json);
      return;
    case 'load':
      to.key(section.key).varint(section.version).varint(section.base).varint(section.json.length).bytes(section.json);
      return;
    case 'digest':
      to.word(section.hash);
      return;
    case 'buckets':
      for (const hash of section.hashes) to.word(hash);
      return;
    case 'entries':
      to.varint(section.buckets.length);
      for (const bucket of section.buckets) to.varint(bucket);
      for (const { key, incarnation, left, factsVersion } of section.entries) {
        to.key(key)
          .varint(incarnation)
          .byte(left ? LEFT : 0)
          .varint(factsVersion);
      }
      return;
    case 'want':
      to.byte(section.what === 'member' ? 0 : 1);
      for (const key of section.keys) to.key(key);
  }
}

function writeDownSet(to: ByteWriter, set: DownSet): void {
  to.key(set.origin).varint(set.version).varint(set.tick);
  to.byte(set.abstains ? ABSTAINS : 0).varint(set.accused.length);
  for (const { key, incarnation, down } of set.accused)
    to.key(key)
      .varint(incarnation)
      .byte(down ? DOWN : 0);
}

/** The sections of `message` that are known here, or undefined when it is malformed. */
export function decodeMessage(message: Uint8Array): readonly Section[] | undefined {
  if (message.length > MAX_MESSAGE_BYTES) return undefined;
  const from = new ByteReader(message);
  if (from.byte() !== WIRE_VERSION) return undefined;
  const sections: Section[] = [];
  while (from.remaining > 0) {
    const tag = from.varint();
    const payload = from.part(from.varint());
    if (from.broken) return undefined;
    const read = READERS[tag];
    if (read === undefined) continue;
    const section = read(payload);
    if (section === undefined || payload.broken) return undefined;
    sections.push(section);
  }
  return from.broken ? undefined : sections;
}

const READERS: Readonly<Record<number, (from: ByteReader) => Section | undefined>> = {
  [TAGS.beat]: readBeat,
  [TAGS.records]: (from) => ({ kind: 'records', records: readAll(from, readRecord) }),
  [TAGS['down-set']]: readDownSet,
  [TAGS.refresh]: (from) => ({
    kind: 'refresh',
    origin: from.key(),
    version: from.varint(),
    tick: from.varint(),
    ageMs: readAge(from),
  }),
  [TAGS.facts]: (from) => ({ kind: 'facts', key: from.key(), version: from.varint(), json: from.bytes(from.varint()) }),
  [TAGS.load]: (from) => ({
    kind: 'load',
    key: from.key(),
    version: from.varint(),
    base: from.varint(),
    json: from.bytes(from.varint()),
  }),
  [TAGS.digest]: (from) => ({ kind: 'digest', hash: from.word() }),
  [TAGS.buckets]: (from) => ({ kind: 'buckets', hashes: readAll(from, () => from.word()) }),
  [TAGS.entries]: readEntries,
  [TAGS.want]: (from) => ({
    kind: 'want',
    what: from.byte() === 0 ? 'member' : 'down-set',
    keys: readAll(from, () => from.key()),
  }),
};

function readAll<T>(from: ByteReader, one: (from: ByteReader) => T): readonly T[] {
  const all: T[] = [];
  while (from.remaining > 0 && !from.broken) all.push(one(from));
  return all;
}

function readBeat(from: ByteReader): Beat {
  const incarnation = from.varint();
  const nonce = from.word();
  const flags = from.byte();
  return { kind: 'beat', incarnation, nonce, hearsYou: (flags & HEARS_YOU) !== 0, doubted: from.varint() };
}

function readRecord(from: ByteReader): MemberRecord {
  return { key: from.key(), incarnation: from.varint(), nonce: from.word(), left: (from.byte() & LEFT) !== 0 };
}

function readDownSet(from: ByteReader): Section | undefined {
  const [origin, version, tick, flags, count] = [from.key(), from.varint(), from.varint(), from.byte(), from.varint()];
  if (count > MAX_ACCUSED) return undefined;
  const accused = Array.from({ length: count }, () => ({
    key: from.key(),
    incarnation: from.varint(),
    down: (from.byte() & DOWN) !== 0,
  }));
  return { kind: 'down-set', set: { origin, version, tick, abstains: (flags & ABSTAINS) !== 0, accused }, ageMs: readAge(from) };
}

/** At the end of a section: an older agent ends it before. */
function readAge(from: ByteReader): number {
  return from.remaining > 0 ? from.varint() : 0;
}

function readEntries(from: ByteReader): Section | undefined {
  const count = from.varint();
  if (count > SYNC_BUCKETS) return undefined;
  const buckets = Array.from({ length: count }, () => from.varint());
  const entries = readAll(from, () => ({
    key: from.key(),
    incarnation: from.varint(),
    left: (from.byte() & LEFT) !== 0,
    factsVersion: from.varint(),
  }));
  return { kind: 'entries', buckets, entries };
}
