import { describe, expect, it } from 'vitest';
import { pixelsAgree } from './pixel-agreement.ts';

const box = (inlineSize: number, blockSize: number) => [{ inlineSize, blockSize }];

describe('device pixels', () => {
  it.each([
    ['a dense screen', box(975, 570), box(1950, 1140), 2, true],
    ['a zoomed page, rounded', box(866.67, 506.67), box(1300, 760), 1.5, true],
    ['an emulated dense screen', box(975, 570), box(975, 570), 2, false],
    ['a browser that can not tell', box(975, 570), undefined, 2, true],
  ])('of %s', (_, contentBoxSize, devicePixelContentBoxSize, ratio, agree) => {
    const measured = devicePixelContentBoxSize === undefined ? { contentBoxSize } : { contentBoxSize, devicePixelContentBoxSize };
    expect(pixelsAgree(measured, ratio)).toBe(agree);
  });
});
