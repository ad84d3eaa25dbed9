import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { standStill } from './stand-still.ts';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.1 A and AA, and axe's best practices, that the page breaks by day or by night; empty when clean. The page stays as by night. */
export async function brokenRules(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(await axeSource);
  const broken: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    broken.push(...(await brokenNow(page)).map((rule) => `${colorScheme}: ${rule}`));
  }
  return broken;
}

async function brokenNow(page: Page): Promise<readonly string[]> {
  await standStill(page);
  const results = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })",
  );
  return results.violations.flatMap((rule) =>
    rule.nodes
      // A menu belongs to its button, not to a landmark; where it is drawn is Angular's business.
      .filter(({ html }) => rule.id !== 'region' || !html.startsWith('<div class="cdk-overlay-container"'))
      .map((node) => `${rule.id}: ${node.html.slice(0, 200)}`),
  );
}

/** Whether something sticks out sideways, so that a phone would have to scroll. */
export function overflows(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    "[document.documentElement, document.querySelector('main')].some((e) => e !== null && e.scrollWidth > e.clientWidth + 1)",
  );
}
