import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { standStill } from './stand-still.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
});

const begin = "getComputedStyle(box).opacity; box.style.opacity = '1';";

it('waits for what begins when something else has ended, as the ripple of a pressed button does', async () => {
  await page.setContent('<div id="box" style="opacity: 0; transition: opacity 0.2s">ripple</div>');
  await page.evaluate(`box.addEventListener('transitionend', () => { box.style.opacity = '0'; }, { once: true }); ${begin}`);
  await standStill(page);
  expect(await page.evaluate('getComputedStyle(box).opacity')).toBe('0');
});

it('waits for what a change of day and night sets off', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setContent(
    '<style>:root { color-scheme: light dark } #box { transition: color 0.2s; color: light-dark(#000, #fff) }</style><div id="box">text</div>',
  );
  await page.emulateMedia({ colorScheme: 'dark' });
  await standStill(page);
  expect(await page.evaluate('getComputedStyle(box).color')).toBe('rgb(255, 255, 255)');
});

it('does not wait for what never ends', async () => {
  await page.setContent(
    '<style>@keyframes turn { to { rotate: 1turn } } #box { animation: turn 1s infinite }</style><div id="box">wheel</div>',
  );
  await standStill(page);
});

it('says what still moves when the time is up', async () => {
  await page.setContent('<div id="box" style="opacity: 0; transition: opacity 100s">slow</div>');
  await page.evaluate(begin);
  await expect(standStill(page, 100)).rejects.toThrow(/still moves after 100 ms: opacity of <div id="box"/);
});
