import type { VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startProduct } from './harness/index.ts';
import type { Product } from './harness/index.ts';
import { PATIENCE_MS, launchBrowser, logIn, openPage, typeKeys } from './web/browser.ts';
import { answer } from './web/keyboard.ts';

/** The web interface as a person uses it, in a real browser, on a real guest. */
let product: Product;
let browser: Browser;
let page: Page;
let hello: VmView;
const faults: string[] = [];

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  const opened = await openPage(browser, product, 'light');
  page = opened.page;
  page.on('close', () => faults.push(...opened.faults));
  const { items } = await product.api.call('vm.list', { name: 'hello' });
  hello = items[0]!;
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await product?.stop();
});

afterEach(() => expect(faults).toEqual([]));

/** The lines the terminal shows, from what it writes for screen readers. */
async function serialText(): Promise<string> {
  return (await page.locator('.xterm-accessibility-tree').textContent()) ?? '';
}

async function openSerial(): Promise<void> {
  await page.goto(`/vms/${hello.id}/console/serial`);
  await page.getByText('Connected').waitFor();
  const reader = page.getByRole('button', { name: 'Screen reader' });
  if ((await reader.getAttribute('aria-pressed')) === 'false') await reader.click();
  await page.locator('.xterm-helper-textarea').focus();
}

const helloRow = () => page.getByRole('row').filter({ has: page.getByRole('link', { name: 'hello', exact: true }) });
const nameField = () => page.getByLabel('Name', { exact: true });
const stateInPage = (name: string) => page.locator('.rv-page-head').getByText(name, { exact: true });

describe('logging in', () => {
  it('refuses a wrong password, then opens the page that was asked for', async () => {
    await page.goto('/vms?sort=-memory');
    await page.getByLabel('User name').fill(product.username);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').waitFor();
    await logIn(page, product, '/vms?sort=-memory');
    await page.waitForURL('**/vms?sort=-memory');
    expect(await page.getByRole('columnheader', { name: 'Memory' }).getAttribute('aria-sort')).toBe('descending');
  });

  it('shows the host and the VM, live', async () => {
    await helloRow().getByText('running').waitFor();
    await page.getByRole('treeitem', { name: /hello/ }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('link', { name: /^Hosts/ }).click();
    await page.getByRole('cell', { name: 'active' }).waitFor();
  });
});

describe('a session that ends', () => {
  it('leads to the door and back to the same page', async () => {
    await page.goto(`/vms/${hello.id}/events`);
    await page.getByText('hello was created').waitFor();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Your session has ended').waitFor();
    expect(await page.locator(':focus').getAttribute('id')).toBe('username');
    await page.getByLabel('User name').fill(product.username);
    await page.getByLabel('Password').fill(product.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL(`**/vms/${hello.id}/events`);
  });
});

describe('the first page', () => {
  /** A word of each console library that stands in no other script. */
  const LIBRARIES = { 'xterm.js': 'xterm-helper-textarea', noVNC: 'TightPNG' } as const;
  /** Bytes: brotli or gzip, as they come over the wire. */
  const GOAL_BYTES = 300_000;

  /** Notes each script and style that the page loads, as it comes: a page that goes elsewhere forgets them. */
  function watchLoads(watched: Page) {
    const read = async (request: Request) => {
      const response = await request.response();
      const text = (await response?.text()) ?? '';
      const encoding = response?.headers()['content-encoding'] ?? 'none';
      const libraries = Object.entries(LIBRARIES).flatMap(([name, word]) => (text.includes(word) ? [name] : []));
      return { encoding, bytes: (await request.sizes()).responseBodySize, rawBytes: Buffer.byteLength(text), libraries };
    };
    const loads: ReturnType<typeof read>[] = [];
    watched.on('requestfinished', (request) => {
      if (/\.(js|css)$/.test(new URL(request.url()).pathname)) loads.push(read(request));
    });
    return { loaded: () => Promise.all(loads) };
  }

  it('costs at most 300 kB over the wire, and the console libraries come only when used', async () => {
    const opened = await openPage(browser, product, 'light');
    const watch = watchLoads(opened.page);
    await logIn(opened.page, product, '/vms');
    await opened.page.getByRole('link', { name: 'hello', exact: true }).waitFor();
    const first = await watch.loaded();
    const bytes = first.reduce((sum, load) => sum + load.bytes, 0);
    const rawBytes = first.reduce((sum, load) => sum + load.rawBytes, 0);
    // Small ones are not worth compressing.
    expect(first.filter((load) => load.encoding === 'none' && load.rawBytes > 1500)).toEqual([]);
    expect(rawBytes).toBeGreaterThan(GOAL_BYTES);
    expect(bytes).toBeGreaterThan(rawBytes / 10);
    expect(bytes).toBeLessThanOrEqual(GOAL_BYTES);
    const libraries = async () => new Set((await watch.loaded()).flatMap((load) => load.libraries));
    expect(await libraries()).toEqual(new Set());
    for (const [tab, library] of [
      ['serial', 'xterm.js'],
      ['screen', 'noVNC'],
    ] as const) {
      await opened.page.goto(`/vms/${hello.id}/console/${tab}`);
      await opened.page.getByText('Connected').waitFor();
      expect([...(await libraries())]).toContain(library);
    }
    await opened.page.context().close();
  });
});

describe('the serial console', () => {
  it('takes what is typed and shows what the guest answers', async () => {
    await openSerial();
    await eventually(async () => /[#$] *$/.test((await serialText()).trimEnd()), PATIENCE_MS);
    await page.keyboard.type('echo $((6*7))-from-the-guest\n');
    await eventually(async () => (await serialText()).includes('42-from-the-guest'), PATIENCE_MS);
  });

  it('shows after a reload what it showed before, nothing twice', async () => {
    const count = async (): Promise<number> => (await serialText()).split('42-from-the-guest').length - 1;
    expect(await count()).toBe(1);
    await page.reload();
    await eventually(async () => (await count()) === 1, PATIENCE_MS);
  });

  it('lets go of the keyboard with Ctrl and Alt', async () => {
    await page.locator('.xterm-helper-textarea').focus();
    for (const key of ['Control', 'Alt']) await page.keyboard.down(key);
    for (const key of ['Alt', 'Control']) await page.keyboard.up(key);
    expect(await page.locator(':focus').textContent()).toContain('goes into the console');
  });
});

describe('the screen', () => {
  it('shows a picture that changes with what is typed, and the guest does it', async () => {
    await page.goto(`/vms/${hello.id}/console/screen`);
    await page.getByText('Connected').waitFor();
    const canvas = page.locator('rv-screen-console canvas');
    await eventually(async () => (await canvas.screenshot()).length > 20_000, PATIENCE_MS);
    await canvas.click();
    const before = await canvas.screenshot();
    await typeKeys(page, 'touch /root/typed-On-The-screen\n');
    await eventually(async () => !(await canvas.screenshot()).equals(before), PATIENCE_MS);
    await openSerial();
    await page.keyboard.type('ls /root\n');
    await eventually(async () => (await serialText()).includes('typed-On-The-screen'), PATIENCE_MS);
  });
});

describe('stopping and starting', () => {
  it('follows the VM without a reload, and says why what can not be done can not be done', async () => {
    await page.goto(`/vms/${hello.id}/summary`);
    const start = page.getByRole('button', { name: 'Start' });
    expect(await start.getAttribute('aria-disabled')).toBe('true');
    await start.hover();
    await page.getByRole('tooltip').or(page.locator('.mat-mdc-tooltip-surface')).first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('link', { name: 'Show task' }).waitFor();
    await stateInPage('stopped').waitFor({ timeout: 2 * PATIENCE_MS });
    await page.getByRole('tab', { name: 'Serial console' }).click();
    await page.getByText('Start it to use its console').waitFor();
    await page.locator('.away').getByRole('button', { name: 'Start' }).click();
    await stateInPage('running').waitFor({ timeout: 2 * PATIENCE_MS });
    await page.getByText('Connected').waitFor();
    await eventually(async () => /— started .* —/.test(await serialText()), PATIENCE_MS);
  });
});

describe('a second VM', () => {
  it('is made by the form, which shows each refusal at its field', async () => {
    await page.goto('/vms');
    await page.getByRole('link', { name: 'New VM' }).click();
    await page.locator('#vm-name:focus').waitFor();
    await page.keyboard.type('Not A Name');
    await page.keyboard.press('Tab');
    await page.getByText(/Name must be/).waitFor();
    expect(await nameField().getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Disk (MiB)').fill('1');
    await page.getByRole('button', { name: 'Create VM' }).click();
    await page.locator('#vm-name:focus').waitFor();
    await page.getByLabel('Disk (MiB)').fill('');
    await nameField().fill('second');
    await page.getByLabel('Labels').fill('made-by=form');
    await page.getByRole('button', { name: 'Create VM' }).click();
    await page.getByRole('heading', { level: 1, name: 'second' }).waitFor();
    await stateInPage('running').waitFor({ timeout: 2 * PATIENCE_MS });
    await page.getByText('made-by=form').waitFor();
  });

  it('is refused where one looks, on a phone too', async () => {
    const opened = await openPage(browser, product, 'phone');
    // Whoever is faster than the list of images waits for it, and is not told that an image is missing.
    const images = Promise.withResolvers<void>();
    await opened.page.route('**/api/v1/images*', async (route) => {
      await images.promise;
      await route.continue();
    });
    await logIn(opened.page, product, '/vms/new');
    await opened.page.getByLabel('Name', { exact: true }).fill('too-large');
    await opened.page.getByLabel('Memory (MiB)').fill('1000000');
    await opened.page.getByRole('button', { name: 'Loading images…', disabled: true }).waitFor();
    images.resolve();
    await opened.page.getByRole('button', { name: 'Create VM' }).click();
    const box = await opened.page.getByRole('alert').filter({ hasText: 'No host fits' }).boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(opened.page.viewportSize()?.height ?? 0);
    await opened.page.context().close();
    expect(opened.faults).toEqual([]);
  });

  it('is found, started and deleted with the keyboard alone', async () => {
    await page.goto('/vms');
    await page.getByRole('link', { name: 'second', exact: true }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the page');
    await page.keyboard.press('/');
    await page.keyboard.type('made-by');
    await page.waitForURL('**/vms?q=made-by');
    await page.getByRole('tree').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'second' }).waitFor();
    await page.getByRole('button', { name: 'Kill' }).press('Enter');
    await answer(page, 'Kill second');
    await stateInPage('stopped').waitFor({ timeout: 2 * PATIENCE_MS });
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await answer(page, 'Delete second');
    await page.getByRole('heading', { level: 1, name: 'second was deleted' }).waitFor({ timeout: 2 * PATIENCE_MS });
  });
});

describe('a controller that goes away', () => {
  it('is told about, with the age of what is shown, until it is back', async () => {
    await page.goto('/vms');
    await page.getByText('Live', { exact: true }).waitFor();
    await product.kill('controller');
    await page.getByText('Live updates are lost').waitFor();
    await page.getByText(/What you see is \d+ s old/).waitFor();
    await helloRow().waitFor();
    await product.up();
    await page.getByText('Live updates are lost').waitFor({ state: 'detached', timeout: 2 * PATIENCE_MS });
    await page.getByText('Live', { exact: true }).waitFor();
  });
});
