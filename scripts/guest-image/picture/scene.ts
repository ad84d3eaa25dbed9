import { addLight, clamp01, hex, mix, smoothStep, type Colour } from './colour.ts';
import { hashNoise, ridgeNoise, smoothNoise } from './noise.ts';
import { lettering, LETTERING_WIDTH } from './lettering.ts';

/** The colour of the text below the picture; the picture ends in it. Also set by rootfs/usr/libexec/rapidvm/picture. */
export const GROUND = hex('#0b1022');

const ZENITH = hex('#060a1a');
const DUSK = hex('#13254c');
const HORIZON = hex('#2b5578');
const AURORA_LOW = hex('#46f0b4');
const AURORA_HIGH = hex('#7a5cff');
const WHITE = hex('#f4f8ff');

/** All lengths are shares of the picture's height; x runs from 0 to the aspect ratio. */
const WATER_LINE = 0.74;

interface Ribbon {
  readonly height: number;
  readonly sway: number;
  readonly reach: number;
  readonly strength: number;
  readonly seed: number;
}

const RIBBONS: readonly Ribbon[] = [
  { height: 0.5, sway: 0.16, reach: 0.3, strength: 0.85, seed: 3 },
  { height: 0.36, sway: 0.2, reach: 0.22, strength: 0.55, seed: 11 },
  { height: 0.58, sway: 0.1, reach: 0.2, strength: 0.45, seed: 23 },
];

interface Ridge {
  readonly base: number;
  readonly height: number;
  readonly stretch: number;
  readonly colour: Colour;
  readonly seed: number;
}

const RIDGES: readonly Ridge[] = [
  { base: 0.66, height: 0.2, stretch: 1.5, colour: hex('#25456c'), seed: 41 },
  { base: 0.7, height: 0.17, stretch: 2.4, colour: hex('#172c50'), seed: 59 },
  { base: 0.735, height: 0.12, stretch: 4.2, colour: hex('#0b1730'), seed: 83 },
];

function aurora(colour: Colour, x: number, y: number): Colour {
  let lit = colour;
  for (const ribbon of RIBBONS) {
    const edge =
      ribbon.height + ribbon.sway * (Math.sin(x * 1.7 + ribbon.seed) * 0.6 + Math.sin(x * 3.9 + ribbon.seed * 2) * 0.25);
    const above = edge - y;
    const rays = 0.45 + 0.55 * ridgeNoise(x * 16, ribbon.seed, 3);
    const veil = smoothNoise(x * 1.3, ribbon.seed + 5);
    const fall = above > 0 ? Math.exp(-above / (ribbon.reach * rays)) : Math.exp(above / 0.018);
    lit = addLight(
      lit,
      mix(AURORA_LOW, AURORA_HIGH, above / (ribbon.reach * 1.5)),
      ribbon.strength * fall * rays * (0.35 + 0.9 * veil),
    );
  }
  return lit;
}

/** Everything above the water except stars and letters. `pixel`: height of one pixel, for soft edges. */
function landscape(x: number, y: number, pixel: number): Colour {
  const sky = y < 0.45 ? mix(ZENITH, DUSK, y / 0.45) : mix(DUSK, HORIZON, (y - 0.45) / 0.27);
  let colour = aurora(sky, x, y);
  for (const ridge of RIDGES) {
    const top = ridge.base - ridge.height * (ridgeNoise(x * ridge.stretch, ridge.seed, 6) ** 1.4 - 0.18);
    const mist = mix(ridge.colour, HORIZON, 0.28 * smoothStep(top, WATER_LINE, y));
    colour = mix(colour, mist, smoothStep(top - pixel, top + pixel, y));
  }
  return colour;
}

function water(x: number, y: number, pixel: number): Colour {
  const depth = (y - WATER_LINE) / (1 - WATER_LINE);
  const ripple = (smoothNoise(y * 190, 5) - 0.5) * 0.02 * depth + (smoothNoise(x * 26 + y * 90, 7) - 0.5) * 0.006;
  const mirrored = landscape(x + ripple, WATER_LINE - (y - WATER_LINE) * 1.9, pixel);
  const shore = Math.exp(-(y - WATER_LINE) / 0.006) * 0.16;
  return addLight(mix(mix(mirrored, ZENITH, 0.34), GROUND, smoothStep(0.1, 0.97, depth)), HORIZON, shore);
}

function starLight(x: number, y: number, pixel: number): number {
  // One star at most in each cell of a grid; look at the neighbours too, for its light crosses the border.
  const cell = 0.042;
  const column = Math.floor(x / cell);
  const row = Math.floor(y / cell);
  let light = 0;
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      const id = (column + dx) * 523 + (row + dy) * 7;
      if (hashNoise(id) > 0.45) continue;
      const size = hashNoise(id + 100_003) ** 5;
      const distance =
        Math.hypot(x - (column + dx + hashNoise(id + 200_003)) * cell, y - (row + dy + hashNoise(id + 300_007)) * cell) / pixel;
      light +=
        (0.25 + 0.75 * size) * Math.exp(-((distance / (0.55 + 1.1 * size)) ** 2)) +
        0.3 * size * Math.exp(-distance / (3 * size + 0.2));
    }
  }
  return light;
}

function letters(colour: Colour, x: number, y: number, aspect: number, pixel: number): Colour {
  const capital = Math.min(0.235, (aspect * 0.62) / LETTERING_WIDTH);
  const lx = (x - aspect * 0.062) / capital;
  const ly = (0.43 - y) / capital;
  if (lx < -1.5 || lx > LETTERING_WIDTH + 1.5 || ly < -1.6 || ly > 2.4) return colour;
  const { plain, accent } = lettering(lx, ly);
  const nearest = Math.min(plain, accent);
  const soft = pixel / capital;
  const shaded = mix(colour, ZENITH, 0.5 * Math.exp(-Math.max(0, nearest) / 0.32));
  const glowing = addLight(shaded, accent < plain ? AURORA_LOW : HORIZON, 0.3 * Math.exp(-Math.max(0, nearest) / 0.09));
  const white = mix(WHITE, hex('#bcd2f2'), smoothStep(0.7, -0.2, ly));
  const tint = mix(hex('#59f2c0'), hex('#6ea8fe'), smoothStep(1, 0, ly));
  return mix(mix(glowing, white, clamp01(0.5 - plain / soft)), tint, clamp01(0.5 - accent / soft));
}

/** The colour at (x, y): y from 0 (top) to 1, x from 0 to `aspect`. */
export function sceneColour(x: number, y: number, aspect: number, pixel: number): Colour {
  if (y >= WATER_LINE) return water(x, y, pixel);
  const ground = landscape(x, y, pixel);
  const isSky = RIDGES.every(
    (ridge) => y < ridge.base - ridge.height * (ridgeNoise(x * ridge.stretch, ridge.seed, 6) ** 1.4 - 0.18) - pixel,
  );
  const lit = isSky ? addLight(ground, WHITE, starLight(x, y, pixel) * smoothStep(0.66, 0.3, y)) : ground;
  return letters(lit, x, y, aspect, pixel);
}
