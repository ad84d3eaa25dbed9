import { describe, expect, it } from 'vitest';
import { saidToGoOn } from './progress.ts';

describe('work that takes long', () => {
  it('says that it still goes on, and how long it took', async () => {
    const lines: string[] = [];
    const { promise: gone, resolve: goOn } = Promise.withResolvers<void>();
    const say = (line: string): void => {
      lines.push(line);
      if (lines.length === 2) goOn();
    };
    expect(await saidToGoOn('building', say, () => gone.then(() => 7), 5)).toBe(7);
    expect(lines.slice(0, 2)).toEqual(['still building (0 s)', 'still building (0 s)']);
    expect(lines.at(-1)).toBe('done building in 0 s');
    const before = lines.length;
    await expect(saidToGoOn('trying', say, () => Promise.reject(new Error('no')), 60_000)).rejects.toThrow('no');
    expect(lines).toHaveLength(before);
  });
});
