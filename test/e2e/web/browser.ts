import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Product } from '../harness/index.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Milliseconds to wait for something to show: a busy machine, an emulated guest. */
export const PATIENCE_MS = 120_000;

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } as const;

/** All by day: `brokenRules` looks at the same page by night too. */
export const SCREENS = {
  light: { colorScheme: 'light', viewport: { width: 1360, height: 820 } },
  phone: { ...PHONE, colorScheme: 'light' },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;

export type Screen = keyof typeof SCREENS;

/** Debian's Chromium, as the product's users have one. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
}

/** A page in a browser of its own, nobody logged in. What goes wrong in it lands in `faults`. */
export async function openPage(browser: Browser, product: Product, screen: Screen): Promise<{ page: Page; faults: string[] }> {
  // The certificate is the product's own; that it is the right one is tested with the API client.
  const context = await browser.newContext({ ...SCREENS[screen], baseURL: product.url, ignoreHTTPSErrors: true });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    // The browser itself writes down every answer that is not a success; refusals are part of these tests.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource') && !text.startsWith('WebSocket connection'))
      faults.push(text);
  });
  return { page, faults };
}

/** Logs in through the form; the page asked for opens afterwards. */
export async function logIn(page: Page, product: Product, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByLabel('User name').fill(product.username);
  await page.getByLabel('Password').fill(product.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor({ state: 'detached' });
}

/** Types as a keyboard does: with Shift held for capitals, which a guest's keyboard driver needs to see. */
export async function typeKeys(page: Page, text: string): Promise<void> {
  for (const char of text) {
    if (char === '\n') await page.keyboard.press('Enter');
    else if (/[A-Z]/.test(char)) await page.keyboard.press(`Shift+Key${char}`);
    else await page.keyboard.press(char === ' ' ? 'Space' : char);
  }
}
