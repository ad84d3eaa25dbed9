import { PassThrough } from 'node:stream';
import { eventually } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { RawInput } from './raw-input.ts';

function lab(isTTY: boolean, accepts: () => boolean = () => true) {
  const stdin = Object.assign(new PassThrough(), {
    isTTY,
    raw: [] as boolean[],
    setRawMode: (raw: boolean) => stdin.raw.push(raw),
  });
  const taken: string[] = [];
  let escapes = 0;
  let ends = 0;
  const input = new RawInput({
    stdin,
    escape: 0x1d,
    onEscape: () => (escapes += 1),
    onBytes: (bytes) => accepts() && taken.push(Buffer.from(bytes).toString()) > 0,
    onEnd: () => (ends += 1),
  });
  input.start();
  return { stdin, input, taken, escapes: () => escapes, ends: () => ends };
}

describe('RawInput', () => {
  it('gives every key on but the one that leaves', async () => {
    const { stdin, input, taken, escapes } = lab(true);
    stdin.write('ls\x03');
    stdin.write('a\x1db');
    await eventually(() => escapes() === 1);
    expect(taken).toEqual(['ls\x03', 'a']);
    input.stop();
    expect(stdin.raw).toEqual([true, false]);
  });

  it('lets a pipe hold any byte, and keeps what there is no room for', async () => {
    let open = false;
    const { stdin, input, taken, escapes } = lab(false, () => open);
    stdin.write('one\x1dtwo');
    await eventually(() => stdin.isPaused());
    expect(taken).toEqual([]);
    open = true;
    await eventually(() => taken.join('') === 'one\x1dtwo');
    expect(escapes()).toBe(0);
    input.stop();
  });

  it('tells once that a pipe has ended, when all of it was taken', async () => {
    let open = false;
    const { stdin, input, taken, ends } = lab(false, () => open);
    stdin.end('last words');
    await eventually(() => stdin.isPaused());
    expect(ends()).toBe(0);
    open = true;
    await eventually(() => ends() === 1);
    expect(taken).toEqual(['last words']);
    input.stop();
    const empty = lab(false);
    empty.stdin.end();
    await eventually(() => empty.ends() === 1);
    empty.input.stop();
  });
});
