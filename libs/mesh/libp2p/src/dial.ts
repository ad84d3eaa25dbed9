/** One dial, and what its failure says of the other side. */
import { multiaddr } from '@multiformats/multiaddr';
import type { Connection, Stream } from './link.ts';
import { abort } from './link.ts';
import { DIAL_TIMEOUT_MS } from './limits.ts';
import type { MeshNode } from './mesh-node.ts';
import { LINK_PROTOCOL } from './mesh-node.ts';

/** refused: a machine answered that nobody listens there. unreachable: anything else; it proves nothing of the other side. */
export type DialFailure = 'refused' | 'unreachable';

export interface Dialled {
  readonly connection: Connection;
  readonly stream: Stream;
}

/**
 * Connects with `peerId` by `addresses` alone, whatever else libp2p remembers, and opens the stream. Settles within two DIAL_TIMEOUT_MS, and soon
 * after `needless` is aborted.
 */
export async function dial(
  node: MeshNode,
  peerId: string,
  addresses: readonly string[],
  needless: AbortSignal = new AbortController().signal,
): Promise<Dialled> {
  const within = (): AbortSignal => AbortSignal.any([needless, AbortSignal.timeout(DIAL_TIMEOUT_MS)]);
  const targets = addresses.map((address) => multiaddr(`${address}/p2p/${peerId}`));
  // force: a connection that stands already is the one that died without a word.
  const connection = await node.dial(targets, { force: true, signal: within() });
  try {
    const stream = await connection.newStream(LINK_PROTOCOL, { signal: within() });
    return { connection, stream };
  } catch (error) {
    abort(connection, error instanceof Error ? error : new DialFailed(String(error)));
    throw error;
  }
}

/** What the rejection of `dial` says. With several addresses all of them must have refused. */
export function failureOf(error: unknown): DialFailure {
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.every((each) => failureOf(each) === 'refused') ? 'refused' : 'unreachable';
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'unreachable';
}

class DialFailed extends Error {
  override readonly name = 'DialFailed';
}
