import type { Browser, Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProduct } from './harness/index.ts';
import type { Product } from './harness/index.ts';
import { brokenRules, overflows } from './web/accessibility.ts';
import { unreadable } from './web/readable.ts';
import { SCREENS, launchBrowser, logIn, openPage } from './web/browser.ts';
import type { Screen } from './web/browser.ts';

/** Every page, in every state it can be in, on every kind of screen, by day and by night: breaks no rule of accessibility and fits. */
let product: Product;
let browser: Browser;
let paths: readonly string[];

/** Lists that have a page: what they show while they load, when they can't be had, and when there is nothing. */
const LISTS = ['/vms', '/hosts', '/images', '/tasks', '/events', '/access/users', '/access/tokens', '/access/audit'];
const DATA = /\/api\/v1\/(?:vms|hosts|images|tasks|events|users|tokens|audit)\b/;
/** All of them, and networks: all but who is logged in. */
const ALL_DATA = /\/api\/v1\/(?:vms|hosts|images|tasks|events|networks|datastores)\b/;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  const { items: vms } = await product.api.call('vm.list', { name: 'hello' });
  const { items: tasks } = await product.api.call('task.list', {});
  const vm = `/vms/${vms[0]?.id ?? ''}`;
  const host = `/hosts/${vms[0]?.hostId ?? ''}`;
  paths = [
    ...['/vms', '/vms?q=none-like-it', '/vms/new'],
    ...['summary', 'placement', 'console/serial', 'console/serial?readonly=true', 'console/screen', 'events'].map(
      (tab) => `${vm}/${tab}`,
    ),
    ...['/hosts', '/hosts/mesh', `${host}/summary`, `${host}/vms`, `${host}/events`],
    ...['/images', '/tasks', `/tasks/${tasks[0]?.id ?? ''}`, '/events'],
    ...['/access/users', '/access/tokens', '/access/audit'],
    ...['/no-such-page', '/vms/0190a0a0-0000-7000-8000-000000000001', '/tasks/0190a0a0-0000-7000-8000-000000000001'],
  ];
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** What is wrong with the page as it is now, each with where that is. */
async function wrongWith(page: Page, where: string): Promise<readonly string[]> {
  const problems = (await brokenRules(page)).map((rule) => `${where} ${rule}`);
  return (await overflows(page)) ? [...problems, `${where} sticks out sideways`] : problems;
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('rv-skeleton').first().waitFor({ state: 'detached' });
}

const SCREEN_NAMES = Object.keys(SCREENS).filter((name): name is Screen => name in SCREENS);

describe.each(SCREEN_NAMES)('in %s', (screen) => {
  it('every page is clean and fits, the door too', async () => {
    const { page, faults } = await openPage(browser, product, screen);
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
    const problems = [...(await wrongWith(page, 'the door'))];
    await logIn(page, product);
    for (const path of paths) {
      await page.goto(path);
      await settled(page);
      problems.push(...(await wrongWith(page, path)));
    }
    await page.context().close();
    expect(problems).toEqual([]);
    expect(faults).toEqual([]);
  });

  it.each([
    { state: 'loading', meanwhile: () => undefined, shows: 'rv-skeleton' },
    { state: 'failed', meanwhile: (route: Route) => route.abort('connectionfailed'), shows: 'rv-problem' },
    { state: 'empty', meanwhile: (route: Route) => route.fulfill({ json: { items: [], nextCursor: null } }), shows: 'rv-empty' },
  ])('every list that is $state is clean and fits', async ({ meanwhile, shows }) => {
    const { page } = await openPage(browser, product, screen);
    await logIn(page, product);
    await page.route(DATA, meanwhile);
    const problems: string[] = [];
    // Of people there is always the one who looks.
    for (const path of LISTS.filter((one) => shows !== 'rv-empty' || one !== '/access/users')) {
      await page.goto(path);
      await page.locator('main').locator(shows).first().waitFor();
      problems.push(...(await wrongWith(page, path)));
    }
    await page.context().close();
    expect(problems).toEqual([]);
  });

  it('a VM, a host, a task and the form for a VM that can not be had say so, clean, and fit', async () => {
    const { page } = await openPage(browser, product, screen);
    await logIn(page, product);
    await page.route(ALL_DATA, (route) => route.abort('connectionfailed'));
    const problems: string[] = [];
    for (const path of paths.filter((one) => /^\/(vms|hosts|tasks)\/(new|[\w-]+\/summary|[\w-]{36}$)/.test(one))) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('main rv-problem').first().waitFor();
      problems.push(...(await wrongWith(page, path)));
    }
    await page.getByRole('button', { name: /^Tasks/ }).click();
    await page.getByRole('region', { name: 'Newest tasks' }).getByText('Could not be loaded').waitFor();
    await page.goto('/images');
    await page.getByRole('button', { name: 'Register image' }).click();
    await page.getByRole('dialog').locator('rv-problem').waitFor();
    problems.push(...(await wrongWith(page, 'register image')));
    await page.context().close();
    expect(problems).toEqual([]);
  });

  it('what opens on and over a page is clean too: more fields, tasks, a menu, a question', async () => {
    const { page } = await openPage(browser, product, screen);
    await logIn(page, product, '/vms/new');
    await page.getByText('Placement (optional)').click();
    await page.getByLabel('Rather on hosts with').waitFor();
    const problems = [...(await wrongWith(page, 'placement'))];
    await page.goto(paths[3] ?? '');
    await settled(page);
    await page.getByRole('button', { name: /^Tasks/ }).click();
    problems.push(...(await wrongWith(page, 'tasks')));
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menu').waitFor();
    problems.push(...(await wrongWith(page, 'menu')));
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Kill', exact: true }).click();
    await page.getByRole('alertdialog').waitFor();
    problems.push(...(await wrongWith(page, 'question')));
    await page.context().close();
    expect(problems).toEqual([]);
  });
});

it('what one points at, comes to with the keyboard or presses stays readable, by day and by night', async () => {
  const { page } = await openPage(browser, product, 'light');
  await logIn(page, product);
  const problems: string[] = [];
  const look = async (...controls: readonly Locator[]): Promise<void> => {
    for (const control of controls) problems.push(...(await unreadable(page, control)));
  };
  await page.goto('/vms/new');
  await settled(page);
  await look(page.getByRole('button', { name: 'Create VM' }), page.getByRole('tree').getByText('hello'));
  await page.goto(paths[3] ?? '');
  await settled(page);
  await look(page.getByRole('tab', { name: 'Summary' }), page.getByRole('tab', { name: 'Events' }));
  await look(page.getByRole('button', { name: 'Stop', exact: true }), page.getByRole('button', { name: 'Kill', exact: true }));
  await page.getByRole('button', { name: 'Kill', exact: true }).click();
  const question = page.getByRole('alertdialog');
  await look(question.getByRole('button', { name: 'Cancel' }), question.getByRole('button', { name: 'Kill' }));
  await question.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: /^Account/ }).click();
  await look(page.getByRole('menuitem', { name: 'Change password' }));
  await page.context().close();
  expect(problems).toEqual([]);
});

describe('a stale page', () => {
  it('is clean and fits on every screen while the controller is away', async () => {
    const opened = await Promise.all(SCREEN_NAMES.map((screen) => openPage(browser, product, screen)));
    for (const { page } of opened) {
      await logIn(page, product, '/vms');
      await page.getByRole('link', { name: 'hello', exact: true }).waitFor();
    }
    await product.kill('controller');
    const problems: string[] = [];
    for (const { page } of opened) {
      await page.getByText('Live updates are lost').waitFor();
      problems.push(...(await wrongWith(page, 'stale')));
      await page.context().close();
    }
    await product.up();
    expect(problems).toEqual([]);
  });
});
