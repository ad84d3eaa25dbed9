/**
 * A start in which every member knows of every other from its first moment, as after years together: each is handed the words of all others. Links
 * come as ever, by dialling. When thousands start cold, what they tell one another grows with the square of their number.
 */
import type { PeerId } from '@rapidvm/mesh-core';
import { MAX_MESSAGE_BYTES } from '@rapidvm/mesh-core';
import type { MemberRecord } from '../../../libs/mesh/core/src/membership-wire.ts';
import { decodeMessage, encodeSection, joinSections } from '../../../libs/mesh/core/src/membership-wire.ts';
import type { Cluster } from './cluster.ts';
import type { SimProcess } from './process.ts';

/** More bytes than one record has on the wire: key, incarnation, nonce, left. */
const RECORD_BYTES = 24;
const RECORDS_PER_MESSAGE = Math.floor(MAX_MESSAGE_BYTES / RECORD_BYTES);

/** Starts every host of the cluster with the knowledge of all others. To be called in the first moment. */
export function startWarm(cluster: Cluster): void {
  cluster.start(...cluster.hosts);
  const pupils = cluster.hosts.flatMap(({ process }) =>
    process === null ? [] : [{ process, teacher: teacherOf(cluster, process) }],
  );
  const messages = inMessages(pupils.flatMap(({ process, teacher }) => firstWords(process, teacher)));
  for (const { process, teacher } of pupils) {
    for (const message of messages) process.feed({ kind: 'received', peer: teacher, message });
    process.feed({ kind: 'unlinked', peer: teacher });
  }
}

/** Whose link brings the words of all: the only one that stands, so that none is passed on. */
function teacherOf({ hosts }: Cluster, { host }: SimProcess): PeerId {
  const [first, second] = hosts;
  return (host === first ? second : first)?.peerId ?? host.peerId;
}

/** What a member says of itself on a new link, told to nobody: there is no network under this one. */
function firstWords({ core, host }: SimProcess, teacher: PeerId): readonly MemberRecord[] {
  return core
    .handle({ kind: 'linked', peer: teacher }, host.monotonic())
    .flatMap((output) => (output.kind === 'send' ? (decodeMessage(output.message) ?? []) : []))
    .flatMap((section) => (section.kind === 'records' ? section.records : []));
}

function inMessages(records: readonly MemberRecord[]): readonly Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < records.length; at += RECORDS_PER_MESSAGE) {
    const some = records.slice(at, at + RECORDS_PER_MESSAGE);
    messages.push(joinSections([encodeSection({ kind: 'records', records: some })]));
  }
  return messages;
}
