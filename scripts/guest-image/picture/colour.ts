/** A colour as red, green and blue, 0 to 1 each. */
export type Colour = readonly [number, number, number];

/** `#rrggbb` as a colour. */
export function hex(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

/** From `a` (share 0) to `b` (share 1). */
export function mix(a: Colour, b: Colour, share: number): Colour {
  const t = clamp01(share);
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Light `b` of strength `amount` falling on `a`: approaches white, never passes it. */
export function addLight(a: Colour, b: Colour, amount: number): Colour {
  return [
    1 - (1 - a[0]) * (1 - clamp01(b[0] * amount)),
    1 - (1 - a[1]) * (1 - clamp01(b[1] * amount)),
    1 - (1 - a[2]) * (1 - clamp01(b[2] * amount)),
  ];
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = clamp01((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}
