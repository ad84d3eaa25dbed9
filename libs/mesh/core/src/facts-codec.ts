/** Host facts as JSON in ASCII bytes, and back. Decoding never throws, whatever arrives. */
import type { HostFacts } from '@rapidvm/domain';
import { ARCHITECTURES, HOST_FACTS_LIMITS } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asGeneration, asId, isUuid, RapidError } from '@rapidvm/kernel';
import * as z from 'zod/mini';
import { MAX_DATASTORES, MAX_FACTS_BYTES, MAX_TEXT_CHARS } from './limits.ts';

const text = z.string().check(z.maxLength(MAX_TEXT_CHARS));
const count = z.int().check(z.nonnegative());
const amount = z.number().check(z.nonnegative());
const hostId = z.pipe(
  z.string().check(z.refine(isUuid)),
  z.transform((id) => asId<HostId>(id)),
);
/** An agent of an older minor version tells no id. */
const datastore = z.object({ name: text, id: z._default(z.nullable(text), null), totalBytes: amount, freeBytes: amount });
const network = z.object({
  name: text,
  kind: z.enum(['bridge', 'interface']),
  isUp: z.boolean(),
  addresses: z.array(text).check(z.maxLength(HOST_FACTS_LIMITS.addressesPerNetwork)),
});
/** An agent of an older minor version tells neither features nor networks. */
const inventory = z.object({
  architecture: z.enum(ARCHITECTURES),
  cpuModel: text,
  cpuFlags: z._default(z.nullable(z.array(text).check(z.maxLength(HOST_FACTS_LIMITS.cpuFlags))), null),
  cpus: count,
  memoryMiB: count,
  operatingSystem: text,
  kernel: text,
  qemuVersion: text,
  accelerator: z.object({ kind: z.enum(['kvm', 'tcg']), reason: text }),
  agentVersion: text,
  datastores: z.array(datastore).check(z.maxLength(MAX_DATASTORES)),
  networks: z._default(z.nullable(z.array(network).check(z.maxLength(HOST_FACTS_LIMITS.networks))), null),
});
/** An agent of an older minor version tells no temperature. */
const load = z.object({
  load1: amount,
  freeMemoryMiB: amount,
  runningVms: count,
  temperatureC: z._default(z.nullable(z.number()), null),
});

/** What a host may say of itself. */
export const factsSchema = z.object({
  hostId,
  version: z.pipe(count, z.transform(asGeneration)),
  inventory,
  load,
  changeStamp: count,
});
const loadSchema = z.object({ load, changeStamp: count });

/** What of facts changes every few seconds. */
export type LoadFacts = Pick<HostFacts, 'load' | 'changeStamp'>;

/** All of `facts`. Throws `limit-exceeded` above MAX_FACTS_BYTES. */
export function encodeFacts(facts: HostFacts): Uint8Array {
  const bytes = toAscii(facts);
  if (bytes.length <= MAX_FACTS_BYTES) return bytes;
  throw new RapidError(
    'limit-exceeded',
    'The facts of this host do not fit into a mesh message',
    { limit: 'facts of one host', max: MAX_FACTS_BYTES, unit: 'bytes' },
    'Shorten the names of its datastores',
  );
}

export function decodeFacts(bytes: Uint8Array): HostFacts | undefined {
  const parsed = factsSchema.safeParse(fromAscii(bytes));
  return parsed.success ? parsed.data : undefined;
}

export function encodeLoad({ load, changeStamp }: LoadFacts): Uint8Array {
  return toAscii({ load, changeStamp });
}

export function decodeLoad(bytes: Uint8Array): LoadFacts | undefined {
  const parsed = loadSchema.safeParse(fromAscii(bytes));
  return parsed.success ? parsed.data : undefined;
}

function toAscii(value: unknown): Uint8Array {
  const escaped = JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
}

/** The value of a JSON text in ASCII; undefined, which no schema takes, when it is none. */
function fromAscii(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_FACTS_BYTES) return undefined;
  let json = '';
  for (const byte of bytes) {
    if (byte >= 0x80) return undefined;
    json += String.fromCharCode(byte);
  }
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
