/** Whether words stay readable on a control that is used, measured on the pixels: axe does not see what Material lays over its buttons. */
import type { Locator, Page } from 'playwright-core';
import { standStill } from './stand-still.ts';

/** WCAG 2.1 AA, for words of the size that controls have. */
const LEAST_CONTRAST = 4.5;

type Colour = readonly [red: number, green: number, blue: number];

/** What a person does to a control without using it yet. */
const STATES: Readonly<Record<string, (page: Page, control: Locator) => Promise<void>>> = {
  'at rest': () => Promise.resolve(),
  'pointed at': (_page, control) => control.hover(),
  focused: async (page, control) => {
    // After a key only: the outline, and Material's overlay, are for the keyboard.
    await page.keyboard.press('Shift');
    await control.focus();
  },
  pressed: async (page, control) => {
    await control.hover();
    await page.mouse.down();
  },
};

const LOOKED_AT = 'data-looked-at';

// What most pixels have is the colour under the words, with all that lies over it.
const COLOURS_SEEN = `async (picture) => {
  const drawn = (width, height, draw) => {
    const canvas = new OffscreenCanvas(width, height).getContext('2d');
    draw(canvas);
    return canvas.getImageData(0, 0, width, height).data;
  };
  const control = document.querySelector('[${LOOKED_AT}]');
  const words = document.createTreeWalker(control, NodeFilter.SHOW_TEXT, (node) =>
    node.textContent.trim() === '' ? NodeFilter.FILTER_SKIP : NodeFilter.FILTER_ACCEPT);
  const ink = drawn(1, 1, (canvas) => {
    canvas.fillStyle = getComputedStyle(words.nextNode().parentElement).color;
    canvas.fillRect(0, 0, 1, 1);
  });
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (char) => char.charCodeAt(0))]));
  const pixels = drawn(image.width, image.height, (canvas) => canvas.drawImage(image, 0, 0));
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = pixels.slice(at, at + 3).join();
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [[ground]] = [...counts].sort(([, a], [, b]) => b - a);
  return { ink: [...ink.slice(0, 3)], ground: ground.split(',').map(Number) };
}`;

/** Each state of a control, by day and by night, in which its words can't be read well; empty when all is well. The control is not used. */
export async function unreadable(page: Page, control: Locator): Promise<readonly string[]> {
  const found: string[] = [];
  const name = (await control.innerText()).trim();
  await control.evaluate((each: Marked, mark) => each.toggleAttribute(mark, true), LOOKED_AT);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [state, come] of Object.entries(STATES)) {
      await come(page, control);
      const contrast = await contrastSeen(page, control);
      if (contrast < LEAST_CONTRAST) found.push(`${colorScheme}: ${name}, ${state}: ${contrast.toFixed(2)}`);
      // Whoever lets go elsewhere has not pressed.
      await page.mouse.move(0, 0);
      await page.mouse.up();
      await control.blur();
    }
  }
  await control.evaluate((each: Marked, mark) => each.toggleAttribute(mark, false), LOOKED_AT);
  return found;
}

interface Marked {
  toggleAttribute(name: string, on: boolean): void;
}

async function contrastSeen(page: Page, control: Locator): Promise<number> {
  await standStill(page);
  const picture = (await control.screenshot()).toString('base64');
  const { ink, ground } = await page.evaluate<{ ink: Colour; ground: Colour }>(`(${COLOURS_SEEN})('${picture}')`);
  const [bright, dim] = [luminance(ink), luminance(ground)].toSorted((a, b) => b - a);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

/** Relative luminance of sRGB, as WCAG 2.1 says; 0 to 1. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour
    .map((each) => each / 255)
    .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
