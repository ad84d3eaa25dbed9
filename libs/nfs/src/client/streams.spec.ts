import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NfsError } from '../errors.ts';
import type { WriteResult } from '../protocol/nfs3.ts';
import { readStream } from './read-stream.ts';
import { writeStream } from './write-stream.ts';

const content = fc.uint8Array({ minLength: 0, maxLength: 3000 });

async function collect(source: AsyncIterable<Uint8Array>): Promise<number[]> {
  const all: number[] = [];
  for await (const part of source) all.push(...part);
  return all;
}

describe('readStream', () => {
  it('gives the bytes in order, from a server that gives less than asked and answers in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.nat(200),
        fc.nat(3000),
        fc.integer({ min: 1, max: 300 }),
        fc.infiniteStream(fc.nat(3)),
        async (file, offset, bytes, transferBytes, noise) => {
          const transfer = async (at: number, count: number) => {
            const turns = noise.next().value ?? 0;
            for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
            const given = turns === 0 ? count : Math.ceil(count / turns);
            const data = file.slice(at, at + given);
            return { data, atEnd: at + data.length >= file.length };
          };
          const read = await collect(readStream(transfer, { offset, bytes, transferBytes }));
          expect(read).toEqual([...file.subarray(offset, offset + bytes)]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hands on a failure', async () => {
    const transfer = () => Promise.reject(new NfsError('EIO', 'READ', 'the server refused'));
    await expect(collect(readStream(transfer, { offset: 0, bytes: 10, transferBytes: 4 }))).rejects.toMatchObject({
      code: 'EIO',
    });
  });
});

/** A server's file: what is written unstable lies in its memory, and is lost when it starts anew. */
class ForgetfulServer {
  readonly disk: number[] = [];
  #memory: [number, Uint8Array][] = [];
  #verifier = 1n;

  write(offset: number, data: Uint8Array, stability: string, most: number): WriteResult {
    const taken = data.slice(0, most);
    if (stability === 'unstable') this.#memory.push([offset, taken]);
    else this.#put(offset, taken);
    return { count: taken.length, isStable: stability !== 'unstable', verifier: this.#verifier };
  }

  commit(): bigint {
    for (const [offset, data] of this.#memory) this.#put(offset, data);
    this.#memory = [];
    return this.#verifier;
  }

  restart(): void {
    this.#memory = [];
    this.#verifier += 1n;
  }

  #put(offset: number, data: Uint8Array): void {
    data.forEach((byte, index) => {
      this.disk[offset + index] = byte;
    });
  }
}

describe('writeStream', () => {
  it('has everything on the disk in the end, also when the server takes less than given and starts anew in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.nat(9), { maxLength: 40 }),
        async (chunks, transferBytes, luck) => {
          const server = new ForgetfulServer();
          let turn = 0;
          const next = (): number => luck[turn++] ?? 5;
          const written = await writeStream(chunks, {
            offset: 3,
            transferBytes,
            write: async (offset, data, stability) => {
              const chance = next();
              if (chance === 0 && stability === 'unstable') server.restart();
              return server.write(offset, data, stability, chance === 1 ? Math.ceil(data.length / 2) : data.length);
            },
            commit: async () => {
              if (next() === 0) server.restart();
              return server.commit();
            },
          });
          const all = chunks.flatMap((chunk) => [...chunk]);
          expect(written).toBe(all.length);
          expect(server.disk.slice(3)).toEqual(all);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hands on a failure, and a server that takes nothing is one', async () => {
    const target = { offset: 0, transferBytes: 4, commit: () => Promise.resolve(1n) };
    const full = () => Promise.reject(new NfsError('ENOSPC', 'WRITE', 'the server refused'));
    await expect(writeStream([new Uint8Array(10)], { ...target, write: full })).rejects.toMatchObject({ code: 'ENOSPC' });
    const lazy = () => Promise.resolve({ count: 0, isStable: true, verifier: 1n });
    await expect(writeStream([new Uint8Array(10)], { ...target, write: lazy })).rejects.toMatchObject({ code: 'malformed' });
  });
});
