/** A repeatable number in [0, 1) for a whole number: the picture is the same wherever it is built. */
export function hashNoise(n: number): number {
  let x = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** Smooth noise along a line, in [0, 1]. */
export function smoothNoise(x: number, seed: number): number {
  const cell = Math.floor(x);
  const t = x - cell;
  const ease = t * t * (3 - 2 * t);
  const left = hashNoise(cell + seed * 7919);
  const right = hashNoise(cell + 1 + seed * 7919);
  return left + (right - left) * ease;
}

/** Several octaves of `smoothNoise`, each half as strong and twice as fine: ragged as a mountain ridge. In [0, 1]. */
export function ridgeNoise(x: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * smoothNoise(x * 2 ** octave, seed + octave * 31);
    total += weight;
    weight *= 0.5;
  }
  return sum / total;
}
