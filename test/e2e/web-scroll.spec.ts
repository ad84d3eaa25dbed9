/** What a scroll through 5,000 VMs makes the browser do, counted: how long that takes depends on the machine, how much it is does not. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertVms } from '../bench/support/many-vms.ts';
import { startProduct } from './harness/index.ts';
import type { Product } from './harness/index.ts';
import type { Screen } from './web/browser.ts';
import { launchBrowser, logIn, openPage } from './web/browser.ts';

const VMS = 5000;
const STEPS = 40;

/** px of a row (a card on a phone), and how many rows stand by out of sight on either side: at most so many. */
const KINDS: readonly { readonly screen: Screen; readonly rowPx: number; readonly spare: number }[] = [
  { screen: 'light', rowPx: 36, spare: 10 },
  { screen: 'phone', rowPx: 112, spare: 6 },
];

let product: Product;
let browser: Browser;
beforeAll(async () => {
  product = await startProduct({ hello: false });
  await insertVms(product, VMS);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

interface Work {
  /** Rows put in, taken out or changed, in the busiest step. */
  readonly mostTouched: number;
  /** The same, of all steps. */
  readonly touched: number;
  readonly mostRows: number;
  readonly sightRows: number;
  readonly firstIndex: number;
}

/** In the page: scrolls by `px` so many times and counts what happens to the rows each time. The time that rows tell goes on meanwhile and is not counted. */
const COUNT = `async ({ px, steps, rowPx }) => {
  const list = document.querySelector('.scroller');
  const element = (node) => (node instanceof Element ? node : node.parentElement);
  let rows = new Set();
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes, removedNodes } of records) {
      const inside = element(target).closest('rv-time') === null ? element(target).closest('rv-vm-row') : null;
      for (const node of [inside, ...addedNodes, ...removedNodes]) if (node?.localName === 'rv-vm-row') rows.add(node);
    }
  });
  observer.observe(list, { subtree: true, childList: true, attributes: true, characterData: true });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let [mostTouched, touched, mostRows] = [0, 0, 0];
  for (let step = 0; step < steps; step += 1) {
    rows = new Set();
    list.scrollTop += px;
    // The browser tells of it in the next frame; the rows come with that one or the one after.
    for (let frames = 0; frames < 4; frames += 1) await frame();
    mostTouched = Math.max(mostTouched, rows.size);
    touched += rows.size;
    mostRows = Math.max(mostRows, list.querySelectorAll('rv-vm-row').length);
  }
  observer.disconnect();
  const firstIndex = Number(list.querySelector('rv-vm-row').dataset.row);
  return { mostTouched, touched, mostRows, sightRows: Math.ceil(list.clientHeight / rowPx) + 1, firstIndex };
}`;

function scroll(page: Page, px: number, steps: number, rowPx: number): Promise<Work> {
  return page.evaluate<Work>(`(${COUNT})(${JSON.stringify({ px, steps, rowPx })})`);
}

/** In the page: what of a row makes layers and clips. */
const COSTS = `(() => {
  const row = document.querySelector('rv-vm-row');
  const inside = [...row.querySelectorAll('*')].map((element) => getComputedStyle(element));
  return {
    contain: getComputedStyle(row).contain,
    positioned: inside.filter(({ position }) => position !== 'static').length,
    clips: inside.filter(({ overflow, display }) => overflow !== 'visible' && !['none', 'inline'].includes(display)).length,
  };
})()`;

interface Costs {
  readonly contain: string;
  readonly positioned: number;
  readonly clips: number;
}

describe.each(KINDS)('a list of 5,000 VMs ($screen)', ({ screen, rowPx, spare }) => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openPage(browser, product, screen));
    await logIn(page, product, '/vms');
    await page.getByRole('link', { name: 'vm-00003', exact: true }).waitFor();
  });
  afterAll(() => page.context().close());

  it('draws anew only the rows that come into sight, a few at a time', async () => {
    const px = 120;
    const { mostTouched, touched, mostRows, sightRows, firstIndex } = await scroll(page, px, STEPS, rowPx);
    expect(mostRows).toBeLessThanOrEqual(sightRows + 2 * spare);
    // Each row that comes takes the place of one that goes; two more come along at most.
    expect(mostTouched).toBeLessThanOrEqual(2 * (Math.ceil(px / rowPx) + 2) + 2);
    expect(touched).toBeLessThanOrEqual(2 * (Math.ceil((STEPS * px) / rowPx) + spare));
    expect(firstIndex).toBeGreaterThan((STEPS * px) / rowPx - 2 * spare - 1);
  });

  it('draws one sight and its margins after a jump', async () => {
    const { mostTouched, sightRows } = await scroll(page, 40_000, 3, rowPx);
    expect(mostTouched).toBeLessThanOrEqual(2 * (sightRows + 2 * spare));
  });

  it('has rows that cost the browser little: sealed off, few clips, nothing positioned', async () => {
    const costs = await page.evaluate<Costs>(COSTS);
    expect(costs).toMatchObject({ contain: 'strict', positioned: 0 });
    // Name, host, image, labels, and each of its two labels.
    expect(costs.clips).toBeLessThanOrEqual(6);
  });
});
