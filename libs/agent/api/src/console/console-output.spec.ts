import { Duplex } from 'node:stream';
import { FrameSplitter, MAX_FRAME_BYTES } from '@rapidvm/console';
import { VirtualTime } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { ConsoleOutput } from './console-output.ts';

/** A peer that takes one write whenever it is told to, and looks at the bytes only then. */
class SlowPeer extends Duplex {
  readonly seen: string[] = [];
  readonly #frames = new FrameSplitter({ data: MAX_FRAME_BYTES });
  readonly #waiting: (() => void)[] = [];

  override _write(bytes: Buffer, _: BufferEncoding, done: () => void): void {
    this.#waiting.push(() => {
      for (const { payload } of this.#frames.take(bytes)) this.seen.push(Buffer.from(payload).toString());
      done();
    });
  }

  override _read(): void {
    // Says nothing.
  }

  /** Resolves when the write has been told of. */
  async takeOne(): Promise<void> {
    this.#waiting.shift()?.();
    await new Promise(setImmediate);
  }
}

describe('output of a console', () => {
  it('fills one frame while another is under way, and has no space when both are', async () => {
    const peer = new SlowPeer();
    const output = new ConsoleOutput(peer, new VirtualTime());
    const told: string[] = [];
    const say = (text: string): boolean => output.data(output.space.write(text), () => told.push(text));
    expect([say('one'), say('two')]).toEqual([true, false]);
    expect(told).toEqual([]);
    await peer.takeOne();
    // Who waits is told, as soon as there is space: that is when the frame before its own was taken.
    expect(told).toEqual(['two']);
    // The second is still under way: what is filled now is the first one's place.
    expect(say('three')).toBe(false);
    for (let n = 0; n < 2; n += 1) await peer.takeOne();
    expect(told).toEqual(['two', 'three']);
    expect(peer.seen).toEqual(['one', 'two', 'three']);
  });

  it('asks for nothing more once the peer has gone', async () => {
    const peer = new SlowPeer();
    const output = new ConsoleOutput(peer, new VirtualTime());
    peer.on('error', () => undefined);
    const asked = (): never => expect.unreachable('nobody is there to read it');
    expect([output.data(1, asked), output.data(1, asked)]).toEqual([true, false]);
    peer.destroy(new Error('gone'));
    await new Promise(setImmediate);
    expect(output.over).toBe(true);
    expect(output.data(1, asked)).toBe(false);
  });
});
