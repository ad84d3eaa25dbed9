/** The part of a `ResizeObserverEntry` that tells how large an element is, in px of the page and in those of the device. */
export interface MeasuredBox {
  readonly contentBoxSize: readonly { readonly inlineSize: number; readonly blockSize: number }[];
  /** Absent where a browser can't tell. */
  readonly devicePixelContentBoxSize?: readonly { readonly inlineSize: number; readonly blockSize: number }[];
}

/** Device px by which rounding alone may part the two. */
const ROUNDING = 2;

/**
 * Whether a browser counts device pixels as its ratio says. One that only emulates a dense screen does not, and a canvas that is made as
 * large as it counts then shows a part of its picture.
 */
export function pixelsAgree({ contentBoxSize, devicePixelContentBoxSize }: MeasuredBox, ratio: number): boolean {
  const [page, device] = [contentBoxSize[0], devicePixelContentBoxSize?.[0]];
  if (page === undefined || device === undefined) return true;
  const differs = (inPage: number, inDevice: number): boolean => Math.abs(inPage * ratio - inDevice) > ROUNDING;
  return !differs(page.inlineSize, device.inlineSize) && !differs(page.blockSize, device.blockSize);
}
