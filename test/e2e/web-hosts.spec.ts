/** Adding a host as a person sees it: the line to paste, and the host that comes while one waits. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { joinWords, parseJoinToken } from '@rapidvm/domain';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProduct } from './harness/index.ts';
import type { Product } from './harness/index.ts';
import { brokenRules, overflows } from './web/accessibility.ts';
import type { Screen } from './web/browser.ts';
import { launchBrowser, logIn, openPage } from './web/browser.ts';

let product: Product;
let browser: Browser;
beforeAll(async () => {
  product = await startProduct({ hello: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Waits until it is where the keyboard is. */
const focused = (place: Locator): Promise<void> => place.and(place.page().locator(':focus')).waitFor();

/** Joins as an agent does; nothing answers at its address. The lab tries the line itself. */
async function join(line: string, hostName: string): Promise<void> {
  const { id: tokenId, secret } = parseJoinToken(/t='([^']*)'/.exec(line)?.[1] ?? '');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const words = { tokenId, hostName, publicKey, agentAddress: '192.0.2.55:7442', meshAddresses: ['/ip4/192.0.2.55/tcp/7443'] };
  const signature = sign(null, Buffer.from(joinWords(words)), privateKey).toString('base64');
  await product.api.call('enrolment.join', { ...words, secret, signature });
}

it.each(['light', 'phone'] satisfies Screen[])('shows a line to paste and the host that joins (%s)', async (screen) => {
  const { page, faults } = await openPage(browser, product, screen);
  await logIn(page, product, '/hosts');
  await page.getByRole('button', { name: 'Add host' }).click();
  const dialog = page.getByRole('dialog');
  const line = await dialog.getByLabel('Line to paste on the new machine').inputValue();
  expect(line).toMatch(/^\( t='rvmjoin1:[^\n]*\)$/);
  await dialog.getByText('Waiting for the host to join').waitFor();
  expect(await brokenRules(page)).toEqual([]);
  await join(line, `pi-${screen}`);
  await dialog.getByText('has joined').waitFor();
  expect(await brokenRules(page)).toEqual([]);
  await dialog.getByRole('link', { name: `pi-${screen}` }).click();
  await page.getByRole('heading', { level: 1, name: `pi-${screen}` }).waitFor();
  expect(await overflows(page)).toBe(false);
  expect(faults).toEqual([]);
  await page.close();
});

it.each(['light', 'phone'] satisfies Screen[])('changes a host’s name and labels where it is shown (%s)', async (screen) => {
  const { items } = await product.api.call('host.list', {});
  const host = items.find(({ state }) => state === 'active');
  const { page, faults } = await openPage(browser, product, screen);
  await logIn(page, product, `/hosts/${host?.id ?? ''}/summary`);
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Not A Name');
  await dialog.getByLabel('Labels').fill(`disk=ssd, screen=${screen}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Name must be').waitFor();
  await focused(dialog.getByLabel('Name'));
  // Two changes for the controller, but of a form that is refused none is made.
  expect(await product.api.call('host.get', { id: host?.id ?? '' })).toMatchObject({
    placement: { labels: host?.placement.labels },
  });
  expect(await brokenRules(page)).toEqual([]);
  await dialog.getByLabel('Name').fill(`oak-${screen}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: `oak-${screen}` }).waitFor();
  await page.getByText(`screen=${screen}`).waitFor();
  expect(await overflows(page)).toBe(false);
  expect(faults).toEqual([]);
  await page.context().close();
});

it('lets a person change the own password, which ends the sessions of others and not this one', async () => {
  const [old, better] = ['long enough 1', 'a better one 2'];
  await product.api.call('user.create', { name: 'ann', password: old, role: 'viewer' });
  const elsewhere = await openPage(browser, product, 'light');
  await logIn(elsewhere.page, { ...product, username: 'ann', password: old }, '/vms');
  const { page, faults } = await openPage(browser, product, 'phone');
  await logIn(page, { ...product, username: 'ann', password: old }, '/vms');

  const account = page.getByRole('button', { name: /^Account/ });
  const dialog = page.getByRole('dialog');
  const open = async (): Promise<void> => {
    await account.press('Enter');
    await page.getByRole('menuitem', { name: 'Change password' }).press('Enter');
    await focused(dialog.getByLabel('Current password'));
  };
  await open();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await focused(account);
  await open();
  const submit = async (current: string, again: string): Promise<void> => {
    await dialog.getByLabel('Current password').fill(current);
    await dialog.getByLabel('New password', { exact: true }).fill(better);
    await dialog.getByLabel('New password again').fill(again);
    await dialog.getByRole('button', { name: 'Change password' }).click();
  };
  await submit(old, 'something else');
  await dialog.getByText('The two differ').waitFor();
  await focused(dialog.getByLabel('New password again'));
  await submit('not that one', better);
  await dialog.getByText('Current password is not the password of this account').waitFor();
  await focused(dialog.getByLabel('Current password'));
  expect(await brokenRules(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
  await submit(old, better);
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Virtual machines' }).waitFor();

  await elsewhere.page.reload();
  await elsewhere.page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
  await logIn(elsewhere.page, { ...product, username: 'ann', password: better }, '/vms');
  expect([...faults, ...elsewhere.faults]).toEqual([]);
  await page.context().close();
  await elsewhere.page.context().close();
});
