import { hashNoise } from './noise.ts';
import { sceneColour } from './scene.ts';

/** A picture as a frame buffer takes it: 4 bytes a pixel, blue, green, red, 0; rows from the top without gaps. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** Draws the picture. A little noise below one step of brightness hides the bands that 8 bits would show in the sky. */
export function renderPicture(width: number, height: number): Picture {
  const pixels = Buffer.alloc(width * height * 4);
  const pixel = 1 / height;
  const aspect = width / height;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [red, green, blue] = sceneColour((column + 0.5) * pixel, (row + 0.5) * pixel, aspect, pixel);
      const at = (row * width + column) * 4;
      const dither = hashNoise(at) - 0.5;
      pixels[at] = Math.max(0, Math.min(255, Math.round(blue * 255 + dither)));
      pixels[at + 1] = Math.max(0, Math.min(255, Math.round(green * 255 + dither)));
      pixels[at + 2] = Math.max(0, Math.min(255, Math.round(red * 255 + dither)));
    }
  }
  return { width, height, pixels };
}
