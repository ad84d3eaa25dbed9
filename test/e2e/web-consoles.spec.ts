import type { Role } from '@rapidvm/domain';
import type { VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startProduct } from './harness/index.ts';
import type { Product } from './harness/index.ts';
import { PATIENCE_MS, launchBrowser, logIn, openPage, typeKeys } from './web/browser.ts';
import { atPrompt, consoleInput, serialText } from './web/consoles.ts';

/** What reaches a guest from a console in a browser and what must not, counted in the messages the browser sends. */
const PASSWORD = 'a long enough secret';
/** Who loses the right is out in seconds: the page hears of it by its event stream; the server looks every ten by itself. */
const OUT_WITHIN_MS = 15_000;

let product: Product;
let browser: Browser;
let hello: VmView;
const faults: string[] = [];

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  const { items } = await product.api.call('vm.list', { name: 'hello' });
  hello = items[0]!;
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

afterEach(() => expect(faults).toEqual([]));

/** A page of somebody with this role, in a browser context of its own. */
async function pageAs(name: string, role: Role): Promise<{ page: Page; userId: string }> {
  const user = await product.api.call('user.create', { name, password: PASSWORD, role });
  const opened = await openPage(browser, product, 'light');
  opened.page.on('close', () => faults.push(...opened.faults));
  await logIn(opened.page, { ...product, username: name, password: PASSWORD });
  return { page: opened.page, userId: user.id };
}

async function openSerial(page: Page): Promise<void> {
  await page.goto(`/vms/${hello.id}/console/serial`);
  await page.getByText('Connected').waitFor();
  const reader = page.getByRole('button', { name: 'Screen reader' });
  if ((await reader.getAttribute('aria-pressed')) === 'false') await reader.click();
  await page.locator('.xterm-helper-textarea').focus();
}

describe('questions of a guest to its terminal', () => {
  /** What are you, where is the cursor, which colour is the ground, how do you draw, tell when somebody comes and no more. */
  const ASK = String.raw`printf '\033[c\033[6n\033]11;?\007\033P$qm\033\\\033[?1004h\033[?1004l'; echo as''ked`;
  const asked = async (page: Page): Promise<boolean> => (await serialText(page)).includes('asked');
  let page: Page;

  it('are answered once while they are live, by the viewer somebody types in', async () => {
    ({ page } = await pageAs('asker', 'operator'));
    const other = await pageAs('onlooker', 'operator');
    const [input, otherInput] = [consoleInput(page, 'serial'), consoleInput(other.page, 'serial')];
    await openSerial(other.page);
    await other.page.getByRole('button', { name: 'Screen reader' }).focus();
    await openSerial(page);
    await eventually(() => atPrompt(page), 2 * PATIENCE_MS);
    await page.keyboard.type(`${ASK}\n`);
    await eventually(() => asked(page), PATIENCE_MS);
    await eventually(() => asked(other.page), PATIENCE_MS);
    const answers = input.sent.filter((text) => text.length > 1 && text.startsWith('\x1b'));
    expect(answers).toHaveLength(5);
    for (const start of ['\x1b[?1;', '\x1b]11;rgb:', '\x1bP1$r'])
      expect(answers.some((text) => text.startsWith(start))).toBe(true);
    expect(otherInput.sent).toEqual([]);
    // The shell took the answers for typing.
    await page.keyboard.press('Control+c');
    await other.page.close();
  });

  it('stay unanswered when a reload draws the history again', async () => {
    const input = consoleInput(page, 'serial');
    await page.reload();
    await page.getByText('Connected').waitFor();
    await eventually(() => asked(page), PATIENCE_MS);
    expect(input.opened()).toBe(1);
    expect(input.sent).toEqual([]);
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.type('echo still $((40+2))\n');
    await eventually(async () => (await serialText(page)).includes('still 42'), PATIENCE_MS);
    await page.close();
  });
});

describe('a viewer', () => {
  it('sees why neither console opens and why nothing can be done, and no socket is opened', async () => {
    const { page } = await pageAs('looker', 'viewer');
    const [serial, screen] = [consoleInput(page, 'serial'), consoleInput(page, 'screen')];
    for (const tab of ['serial', 'screen']) {
      await page.goto(`/vms/${hello.id}/console/${tab}`);
      await page.getByText('This needs the role operator').first().waitFor();
      await page.getByText('Ask an administrator for the role').first().waitFor();
    }
    for (const name of ['Start', 'Stop', 'Kill', 'Delete'])
      expect(await page.getByRole('button', { name, exact: true }).getAttribute('aria-disabled')).toBe('true');
    expect([serial.opened(), screen.opened()]).toEqual([0, 0]);
    await page.close();
  });
});

describe('looking only', () => {
  it('sends no key to the serial console and says so', async () => {
    const { page } = await pageAs('careful', 'operator');
    const input = consoleInput(page, 'serial');
    await page.goto(`/vms/${hello.id}/console/serial?readonly=true`);
    await page.getByText('Connected, read-only').waitFor();
    await page.getByText('no key reaches the guest').waitFor();
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.type('echo never\n');
    // Tab leads on, because the guest has no use for it.
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.press('Tab');
    expect(await page.locator('.xterm-helper-textarea:focus').count()).toBe(0);
    expect(input.sent).toEqual([]);
    await page.close();
  });

  it('sends neither key nor click to the screen', async () => {
    const { page } = await pageAs('careful-too', 'operator');
    const input = consoleInput(page, 'screen');
    await page.goto(`/vms/${hello.id}/console/screen?readonly=true`);
    await page.getByText('Connected, read-only').waitFor();
    const canvas = page.locator('rv-screen-console canvas');
    await eventually(async () => (await canvas.screenshot()).length > 20_000, PATIENCE_MS);
    const before = input.sent.length;
    await canvas.click();
    await typeKeys(page, 'echo never\n');
    // RFB: 4 is a key, 5 the pointer, 6 the clipboard; 3 asks for the next picture.
    const kinds = input.sent.slice(before).map((message) => message.charCodeAt(0));
    expect(kinds.filter((kind) => kind >= 4 && kind <= 6)).toEqual([]);
    await page.close();
  });
});

describe('on a phone', () => {
  let page: Page;

  beforeAll(async () => {
    const opened = await openPage(browser, product, 'phone');
    page = opened.page;
    page.on('close', () => faults.push(...opened.faults));
    await logIn(page, product);
  });
  afterAll(() => page.context().close());

  it('the serial console is drawn whole, though the browser only emulates its dense screen', async () => {
    await page.goto(`/vms/${hello.id}/console/serial`);
    await page.getByText('Connected').waitFor();
    const cutOff = `[...document.querySelectorAll('.xterm-screen canvas')]
      .some((canvas) => Math.abs(canvas.width - canvas.clientWidth * devicePixelRatio) > 2)`;
    await eventually(async () => (await page.locator('.xterm-rows, .xterm-screen canvas').count()) > 0, PATIENCE_MS);
    expect(await page.evaluate(cutOff)).toBe(false);
  });

  it('what its keyboard writes reaches the guest of the screen as keys', async () => {
    const input = consoleInput(page, 'screen');
    await page.goto(`/vms/${hello.id}/console/screen`);
    await page.getByText('Connected').waitFor();
    await page.getByRole('button', { name: 'Keyboard', exact: true }).tap();
    await page.locator('textarea:focus').waitFor();
    // As such a keyboard does: the text of the field changes, and no key is told.
    await page.keyboard.insertText('L');
    const keys = (): string[] =>
      input.sent
        .filter((message) => message.charCodeAt(0) === 4)
        .map(
          (message) => `${message.charCodeAt(1) === 1 ? '+' : '-'}${Buffer.from(message.slice(4, 8), 'latin1').toString('hex')}`,
        );
    await eventually(() => keys().length >= 4, PATIENCE_MS);
    expect(keys()).toEqual(['+0000ffe1', '+0000004c', '-0000004c', '-0000ffe1']);
  });
});

describe('a right that is taken away', () => {
  it.each(['serial', 'screen'] as const)('ends an open %s console within seconds and says why', async (kind) => {
    const { page, userId } = await pageAs(`leaving-${kind}`, 'operator');
    const input = consoleInput(page, kind);
    await page.goto(`/vms/${hello.id}/console/${kind}`);
    await page.getByText('Connected').waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => input.sent.length > 0, PATIENCE_MS);
    await product.api.call('user.update', { id: userId, role: 'viewer' });
    const since = Date.now();
    await page.getByText('This needs the role operator').first().waitFor({ timeout: OUT_WITHIN_MS });
    await page.getByText('Not connected').waitFor({ timeout: OUT_WITHIN_MS });
    expect(Date.now() - since).toBeLessThan(OUT_WITHIN_MS);
    const before = input.sent.length;
    await page.keyboard.type('never');
    expect(input.sent).toHaveLength(before);
    await page.getByRole('button', { name: 'Stop', exact: true }).and(page.locator('[aria-disabled=true]')).waitFor();
    // And back again, without a reload.
    await product.api.call('user.update', { id: userId, role: 'operator' });
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.close();
  });

  it('takes the whole page to the door when the account is gone', async () => {
    const { page, userId } = await pageAs('dismissed', 'operator');
    await page.goto(`/vms/${hello.id}/console/serial`);
    await page.getByText('Connected').waitFor();
    await product.api.call('user.delete', { id: userId });
    await page.getByText('Your session has ended').waitFor({ timeout: OUT_WITHIN_MS });
    await page.close();
  });
});
