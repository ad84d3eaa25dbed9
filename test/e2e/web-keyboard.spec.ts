import { eventually } from '@rapidvm/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startProduct } from './harness/index.ts';
import type { Product } from './harness/index.ts';
import { PATIENCE_MS, launchBrowser, openPage, typeKeys } from './web/browser.ts';
import { atPrompt, serialText } from './web/consoles.ts';
import { answer, hasFocus, leaveConsole, openTab, press, tabTo } from './web/keyboard.ts';

/** The whole operation without a mouse, in a real browser, on real guests. Nothing here clicks, hovers or sets the focus. */
let product: Product;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  ({ page, faults } = await openPage(browser, product, 'light'));
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

afterEach(() => expect(faults).toEqual([]));

const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const power = (name: string) => page.getByRole('group', { name: 'Power' }).getByRole('button', { name, exact: true });
const inState = (name: string) =>
  page
    .locator('.rv-page-head')
    .getByText(name, { exact: true })
    .waitFor({ timeout: 2 * PATIENCE_MS });
const terminal = () => page.locator('.xterm-helper-textarea');
/** The stop before a console, and what comes behind one. */
const wayIn = (place: string) => page.getByRole('button', { name: `goes into the ${place}` });
const behind = () => page.getByRole('button', { name: /^Tasks/ });
const connected = () => page.getByText('Connected', { exact: true }).waitFor();

describe('without a mouse', () => {
  it('one logs in', async () => {
    await page.goto('/');
    await eventually(async () => (await page.locator('#username:focus').count()) === 1, PATIENCE_MS);
    await page.keyboard.type(product.username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(product.password);
    await page.keyboard.press('Enter');
    await heading('Virtual machines').waitFor();
  });

  it('one walks the tree and opens a VM', async () => {
    await page.getByRole('treeitem', { name: /hello/ }).waitFor();
    await tabTo(page, page.getByRole('tree'));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('treeitem', { name: /hello/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem', { name: /hello/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await heading('hello').waitFor();
  });

  it('one stops it and starts it', async () => {
    await press(page, power('Stop'));
    await inState('stopped');
    await press(page, power('Start'));
    await inState('running');
  });

  it('one types in the serial console, leaves it, and goes on to what lies behind it', async () => {
    await openTab(page, 'Serial console');
    await connected();
    await page.getByText('gives them back').waitFor();
    // A console that opens has the keyboard, and inside Tab is the guest's.
    await eventually(() => hasFocus(page, terminal()), PATIENCE_MS);
    await page.keyboard.press('Tab');
    expect(await hasFocus(page, terminal())).toBe(true);
    await leaveConsole(page);
    expect(await hasFocus(page, wayIn('console'))).toBe(true);
    await tabTo(page, button('Screen reader'), 'Shift+Tab');
    await page.keyboard.press('Space');
    await tabTo(page, behind());
    await tabTo(page, wayIn('console'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await hasFocus(page, terminal())).toBe(true);
    await eventually(() => atPrompt(page), 2 * PATIENCE_MS);
    await page.keyboard.press('Control+u');
    await page.keyboard.type('echo $((6*7))-without-a-mouse\n');
    await eventually(async () => (await serialText(page)).includes('42-without-a-mouse'), PATIENCE_MS);
    await leaveConsole(page);
  });

  it('one types on the screen, leaves it and comes back', async () => {
    await openTab(page, 'Screen');
    await connected();
    const canvas = page.locator('rv-screen-console canvas');
    await eventually(async () => (await canvas.screenshot()).length > 20_000, 2 * PATIENCE_MS);
    await eventually(() => hasFocus(page, canvas), PATIENCE_MS);
    const before = await canvas.screenshot();
    await typeKeys(page, 'echo typed\n');
    await eventually(async () => !(await canvas.screenshot()).equals(before), PATIENCE_MS);
    await page.keyboard.press('Tab');
    expect(await hasFocus(page, canvas)).toBe(true);
    await leaveConsole(page);
    expect(await hasFocus(page, wayIn('screen'))).toBe(true);
    await tabTo(page, behind());
    await tabTo(page, wayIn('screen'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await hasFocus(page, canvas)).toBe(true);
    await leaveConsole(page);
  });

  it('one creates a VM in the form', async () => {
    await press(
      page,
      page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: /^Virtual machines/ }),
    );
    await press(page, page.getByRole('link', { name: 'New VM' }));
    await tabTo(page, page.getByLabel('Name', { exact: true }));
    await page.keyboard.type('typed');
    await tabTo(page, page.getByLabel('Memory (MiB)'));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('192');
    await press(page, page.getByText('Placement (optional)'));
    await tabTo(page, page.getByLabel('Never beside VMs with'));
    await page.keyboard.type('tier=db, stage');
    await press(page, button('Create VM'));
    await heading('typed').waitFor();
    await inState('running');
    const { items } = await product.api.call('vm.list', { name: 'typed' });
    const apart = { about: 'vms', wish: 'without', strength: 'must' };
    expect(items[0]?.placement.rules).toEqual(['tier=db', 'stage'].map((selector) => ({ ...apart, selector })));
  });

  it('one cancels a task in the task panel', async () => {
    // A guest that is still booting does not hear its power button, so this waits.
    await press(page, power('Stop'));
    await press(page, page.getByRole('button', { name: /^Tasks/ }));
    await press(page, button('Cancel Stop VM typed'));
    const row = page.locator('rv-task-panel .row').filter({ hasText: 'Stop VM' }).filter({ hasText: 'typed' });
    await row.getByText('cancelled', { exact: true }).waitFor();
    // What was cancelled is taken back: the VM is left running, and wanted so.
    await inState('running');
    const { items } = await product.api.call('vm.list', { name: 'typed' });
    expect(items[0]).toMatchObject({ state: 'running', desiredPower: 'on' });
  });

  it('one deletes it, asked back each time', async () => {
    await press(page, power('Kill'));
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    // The focus is back where it was.
    await eventually(async () => (await power('Kill').and(page.locator(':focus')).count()) === 1, PATIENCE_MS);
    await page.keyboard.press('Enter');
    await answer(page, 'Kill typed');
    await inState('stopped');
    await press(page, power('Delete'));
    await answer(page, 'Delete typed');
    await heading('typed was deleted').waitFor({ timeout: 2 * PATIENCE_MS });
    await press(page, page.getByRole('link', { name: 'All virtual machines' }));
    await heading('Virtual machines').waitFor();
    expect(await page.getByRole('main').getByRole('link', { name: 'typed', exact: true }).count()).toBe(0);
  });

  it('one reads the list of VMs and opens one from it', async () => {
    await press(page, page.getByRole('main').getByRole('link', { name: 'hello', exact: true }));
    await heading('hello').waitFor();
  });

  it('one logs out', async () => {
    await press(page, button(`Account ${product.username}`));
    const logOut = page.getByRole('menuitem', { name: 'Log out' });
    await logOut.waitFor();
    await page.keyboard.press('End');
    await eventually(() => hasFocus(page, logOut), PATIENCE_MS);
    await page.keyboard.press('Enter');
    await heading('Log in').waitFor();
  });
});
