/**
 * The word RapidVM and the mark before it, as strokes with round ends. Units: capital height 1, y upwards, baseline 0. Everything is a
 * distance to a stroke's middle line, so it can be drawn sharp at any size and glow at any width.
 */

interface Line {
  readonly kind: 'line';
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** A circle, or its right half only. */
interface Ring {
  readonly kind: 'ring';
  readonly centre: readonly [number, number];
  readonly radius: number;
  readonly rightHalf: boolean;
}

type Stroke = Line | Ring;

interface Glyph {
  readonly width: number;
  readonly strokes: readonly Stroke[];
}

/** Half the width of a stroke. */
export const STROKE_HALF_WIDTH = 0.078;

const GAP = 0.3;
const X_HEIGHT = 0.66;
const BOWL = X_HEIGHT / 2;

function line(x1: number, y1: number, x2: number, y2: number): Line {
  return { kind: 'line', from: [x1, y1], to: [x2, y2] };
}

function bowl(x: number): Ring {
  return { kind: 'ring', centre: [x, BOWL], radius: BOWL, rightHalf: false };
}

const GLYPHS = {
  R: {
    width: 0.58,
    strokes: [
      line(0, 0, 0, 1),
      line(0, 1, 0.3, 1),
      { kind: 'ring', centre: [0.3, 0.735], radius: 0.265, rightHalf: true },
      line(0.3, 0.47, 0, 0.47),
      line(0.3, 0.47, 0.58, 0),
    ],
  },
  a: { width: X_HEIGHT, strokes: [bowl(BOWL), line(X_HEIGHT, 0, X_HEIGHT, X_HEIGHT)] },
  p: { width: X_HEIGHT, strokes: [bowl(BOWL), line(0, -0.34, 0, X_HEIGHT)] },
  i: { width: 0, strokes: [line(0, 0, 0, X_HEIGHT), line(0, 0.94, 0, 0.94)] },
  d: { width: X_HEIGHT, strokes: [bowl(BOWL), line(X_HEIGHT, 0, X_HEIGHT, 1)] },
  V: { width: 0.8, strokes: [line(0, 1, 0.4, 0), line(0.4, 0, 0.8, 1)] },
  M: { width: 0.88, strokes: [line(0, 0, 0, 1), line(0, 1, 0.44, 0.38), line(0.44, 0.38, 0.88, 1), line(0.88, 1, 0.88, 0)] },
  '»': {
    width: 0.92,
    strokes: [line(0, 0.86, 0.4, 0.5), line(0.4, 0.5, 0, 0.14), line(0.46, 0.86, 0.86, 0.5), line(0.86, 0.5, 0.46, 0.14)],
  },
} satisfies Record<string, Glyph>;

function moved(stroke: Stroke, by: number): Stroke {
  if (stroke.kind === 'ring') return { ...stroke, centre: [stroke.centre[0] + by, stroke.centre[1]] };
  return line(stroke.from[0] + by, stroke.from[1], stroke.to[0] + by, stroke.to[1]);
}

function layOut(letters: readonly (keyof typeof GLYPHS)[], start: number): { strokes: Stroke[]; end: number } {
  let x = start;
  const strokes: Stroke[] = [];
  for (const letter of letters) {
    const glyph: Glyph = GLYPHS[letter];
    strokes.push(...glyph.strokes.map((stroke) => moved(stroke, x)));
    x += glyph.width + GAP;
  }
  return { strokes, end: x };
}

function distanceToStroke(stroke: Stroke, x: number, y: number): number {
  if (stroke.kind === 'ring') {
    const dx = x - stroke.centre[0];
    const dy = y - stroke.centre[1];
    if (stroke.rightHalf && dx < 0) return Math.min(Math.hypot(dx, dy - stroke.radius), Math.hypot(dx, dy + stroke.radius));
    return Math.abs(Math.hypot(dx, dy) - stroke.radius);
  }
  const [x1, y1] = stroke.from;
  const dx = stroke.to[0] - x1;
  const dy = stroke.to[1] - y1;
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length2));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

const mark = layOut(['»'], 0);
const rapid = layOut(['R', 'a', 'p', 'i', 'd'], mark.end + 0.12);
const vm = layOut(['V', 'M'], rapid.end + 0.06);

/** Width of the whole line in capital heights. */
export const LETTERING_WIDTH = vm.end - GAP;

function distance(strokes: readonly Stroke[], x: number, y: number): number {
  return strokes.reduce((nearest, stroke) => Math.min(nearest, distanceToStroke(stroke, x, y)), Infinity);
}

/** Distance from a point to the edge of the plain letters and of the coloured ones (mark and VM); negative inside. */
export function lettering(x: number, y: number): { plain: number; accent: number } {
  return {
    plain: distance(rapid.strokes, x, y) - STROKE_HALF_WIDTH,
    accent: Math.min(distance(mark.strokes, x, y), distance(vm.strokes, x, y)) - STROKE_HALF_WIDTH,
  };
}
