import type { Locator, Page } from 'playwright-core';

/** More stops than any page has: whoever has not come to the place by then is in a trap. */
const MAX_STOPS = 120;

/** Whether what the keyboard acts on is this place. */
export async function hasFocus(page: Page, place: Locator): Promise<boolean> {
  return (await place.and(page.locator(':focus')).count()) > 0;
}

/** Goes to a place as one does without a mouse, stop by stop. Fails where the keyboard can't get there. */
export async function tabTo(page: Page, place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await place.first().waitFor();
  for (let stops = 0; stops < MAX_STOPS; stops += 1) {
    if (await hasFocus(page, place)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never leads to ${String(place)}`);
}

/** Goes to a button or link and presses it. */
export async function press(page: Page, place: Locator): Promise<void> {
  await tabTo(page, place);
  await page.keyboard.press('Enter');
}

/** Answers the question that has opened. It takes the focus to Cancel when it stands, and Enter would land there. */
export async function answer(page: Page, action: string): Promise<void> {
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).waitFor();
  await press(page, question.getByRole('button', { name: action }));
}

/** Opens a tab of the page: the row of tabs is one stop, arrows go along it. */
export async function openTab(page: Page, name: string): Promise<void> {
  await tabTo(page, page.locator('main [role=tab][tabindex="0"]'));
  const wanted = page.getByRole('tab', { name });
  for (let steps = 0; steps < MAX_STOPS && !(await hasFocus(page, wanted)); steps += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
}

/** The way out of a console, as its page says: Ctrl and Alt together, nothing between. */
export async function leaveConsole(page: Page): Promise<void> {
  for (const key of ['Control', 'Alt']) await page.keyboard.down(key);
  for (const key of ['Alt', 'Control']) await page.keyboard.up(key);
}
