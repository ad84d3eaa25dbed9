import type { Page } from 'playwright-core';

/** The lines the terminal shows, from what it writes for screen readers: needs that switched on. */
export async function serialText(page: Page): Promise<string> {
  return (await page.locator('.xterm-accessibility-tree').textContent()) ?? '';
}

/** Whether the guest's shell awaits a command. */
export async function atPrompt(page: Page): Promise<boolean> {
  return /[#$] *$/.test((await serialText(page)).trimEnd());
}

/** What the page sends to consoles from now on, as Latin-1 text, one entry a message. Grows. */
export function consoleInput(page: Page, kind: 'serial' | 'screen'): { readonly sent: string[]; readonly opened: () => number } {
  const sent: string[] = [];
  let opened = 0;
  page.on('websocket', (socket) => {
    if (!new URL(socket.url()).pathname.endsWith(`/consoles/${kind}`)) return;
    opened += 1;
    socket.on('framesent', ({ payload }) => sent.push(Buffer.from(payload).toString('latin1')));
  });
  return { sent, opened: () => opened };
}
