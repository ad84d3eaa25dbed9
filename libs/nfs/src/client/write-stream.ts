/** Writing with several transfers under way, and without losing what a server that starts anew has forgotten. */
import { NfsError } from '../errors.ts';
import { MAX_UNCOMMITTED_BYTES, STREAM_WINDOW } from '../limits.ts';
import type { Stability, WriteResult } from '../protocol/nfs3.ts';

export interface WriteTarget {
  readonly offset: number;
  readonly transferBytes: number;
  readonly write: (offset: number, data: Uint8Array, stability: Stability) => Promise<WriteResult>;
  readonly commit: () => Promise<bigint>;
}

interface Piece {
  readonly offset: number;
  readonly data: Uint8Array;
}

/** Returns the number of bytes written. Pieces are kept until a commit has proved that the server has them. */
export async function writeStream(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  target: WriteTarget,
): Promise<number> {
  const batch = new Batch(target);
  let offset = target.offset;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += target.transferBytes) {
      // A copy: the source may use its buffer again while the piece is still ours.
      const data = chunk.slice(at, at + target.transferBytes);
      await batch.add({ offset, data });
      offset += data.length;
    }
  }
  await batch.commit();
  return offset - target.offset;
}

class Batch {
  readonly #target: WriteTarget;
  readonly #underWay = new Set<Promise<void>>();
  #kept: Piece[] = [];
  #bytes = 0;
  #verifiers = new Set<bigint>();
  #failure: Error | undefined;

  constructor(target: WriteTarget) {
    this.#target = target;
  }

  async add(piece: Piece): Promise<void> {
    if (this.#bytes + piece.data.length > MAX_UNCOMMITTED_BYTES) await this.commit();
    while (this.#underWay.size >= STREAM_WINDOW) await Promise.race(this.#underWay);
    this.#refuseFailed();
    this.#kept.push(piece);
    this.#bytes += piece.data.length;
    const sent: Promise<void> = this.#send(piece, 'unstable')
      .catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new NfsError('malformed', 'WRITE', String(error));
      })
      .finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
  }

  /** Forces everything to the disk. A server that answers with another verifier than before has lost some of it: all is written again, safely. */
  async commit(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#refuseFailed();
    const verifiers = this.#verifiers.add(await this.#target.commit());
    if (verifiers.size > 1) for (const piece of this.#kept) await this.#send(piece, 'file');
    this.#kept = [];
    this.#bytes = 0;
    this.#verifiers = new Set();
  }

  async #send({ offset, data }: Piece, stability: Stability): Promise<void> {
    for (let at = 0; at < data.length;) {
      const { count, verifier } = await this.#target.write(offset + at, data.subarray(at), stability);
      if (count === 0 || count > data.length - at) throw new NfsError('malformed', 'WRITE', `${count} bytes taken`);
      this.#verifiers.add(verifier);
      at += count;
    }
  }

  #refuseFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
