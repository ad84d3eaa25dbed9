import type { Page } from 'playwright-core';

/** Milliseconds for what fades and slides to end: each takes a fraction of a second, on a busy machine some. */
const PATIENCE_MS = 30_000;

/** Frames in a row without movement: what opens on the page may begin to move a frame after it was made. */
const CALM_FRAMES = 3;

// One movement may set off the next: where a button was pressed, Material's ripple begins to fade out when it has faded in.
// So it is not enough to await what moves now. Endless animations are left out.
const standStillWithin = (patienceMs: number): string => `(async () => {
  const moving = () => document.getAnimations().filter(
    (each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity,
  );
  const named = ({ effect, transitionProperty, animationName }) =>
    (transitionProperty ?? animationName ?? 'something') + ' of ' + effect?.target?.cloneNode().outerHTML;
  const deadline = performance.now() + ${patienceMs};
  for (let calm = 0; calm < ${CALM_FRAMES}; ) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = moving();
    calm = now.length === 0 ? calm + 1 : 0;
    if (now.length > 0 && performance.now() > deadline) throw new Error('still moves after ${patienceMs} ms: ' + now.map(named).join(', '));
  }
})()`;

/** Waits until nothing fades or slides: half-way, colours and places are not those that stay. Fails naming what still moves. */
export async function standStill(page: Page, patienceMs = PATIENCE_MS): Promise<void> {
  await page.evaluate(standStillWithin(patienceMs));
}
