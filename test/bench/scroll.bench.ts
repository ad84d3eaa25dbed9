/** Scrolling the list of 5,000 VMs in Chromium: processor time of the page's main thread, against an empty page of the same height. */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import type { Product } from '../e2e/harness/index.ts';
import { launchBrowser, logIn, openPage } from '../e2e/web/browser.ts';
import { insertVms } from './support/many-vms.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { figure, summarise } from './support/statistics.ts';
import { withProduct } from './support/with-product.ts';

const VMS = 5000;
const ROW_PX = 36;
const ROUNDS = 5;

const KINDS = [
  { what: 'a notch of the wheel: 120 px, 3 rows', px: 120, steps: 40 },
  { what: 'a hard flick: 700 px, 19 rows', px: 700, steps: 30 },
  { what: 'the bar dragged: 4,000 px, all rows anew', px: 4000, steps: 15 },
] as const;

/** Microseconds; `tdur` is processor time of the thread. */
const traceEvent = z.object({
  name: z.string(),
  cat: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  tdur: z.number().default(0),
});
type TraceEvent = z.infer<typeof traceEvent>;

async function traced(session: CDPSession, work: () => Promise<unknown>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { value: readonly unknown[] }): void => {
    for (const one of value) {
      const { success, data } = traceEvent.safeParse(one);
      if (success) events.push(data);
    }
  };
  session.on('Tracing.dataCollected', take);
  const traceConfig = { recordMode: 'recordAsMuchAsPossible' as const, includedCategories: ['toplevel', 'devtools.timeline'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', take);
  return events;
}

/** Milliseconds of processor that each task of the page's main thread took: script, style, layout and paint of a frame are one task. */
function taskMillis(events: readonly TraceEvent[]): readonly number[] {
  const page = events.find((event) => event.name === 'FireAnimationFrame');
  if (page === undefined) throw new Error('the trace shows no frame');
  return events
    .filter(({ pid, tid, ph, cat, name }) => pid === page.pid && tid === page.tid && ph === 'X' && isTask(cat, name))
    .map(({ tdur }) => tdur / 1000);
}

const isTask = (cat: string, name: string): boolean => cat.includes('toplevel') && name.endsWith('RunTask');

interface Scrolled {
  /** Milliseconds of processor for a step: two frames and all between them. */
  readonly stepMs: number;
  /** Those of the longest task. */
  readonly mostMs: number;
}

/** Scrolls what `.scroller` is, a step every second frame. */
function scroll(page: Page, px: number, steps: number): Promise<unknown> {
  return page.evaluate(`(async () => {
    const list = document.querySelector('.scroller');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let step = 0; step < ${steps}; step += 1) { list.scrollTop += ${px}; await frame(); await frame(); }
  })()`);
}

const EMPTY = `<body style="margin:0"><div class="scroller" style="height:100vh;overflow:auto"><div style="height:${VMS * ROW_PX}px">`;

async function contender(
  browser: Browser,
  product: Product,
  show: (page: Page) => Promise<unknown>,
): Promise<(kind: (typeof KINDS)[number]) => Promise<Scrolled>> {
  const { page } = await openPage(browser, product, 'light');
  await show(page);
  const session = await page.context().newCDPSession(page);
  return async ({ px, steps }) => {
    await page.bringToFront();
    await scroll(page, -VMS * ROW_PX, 2);
    const tasks = taskMillis(await traced(session, () => scroll(page, px, steps)));
    return { stepMs: tasks.reduce((sum, one) => sum + one, 0) / steps, mostMs: Math.max(...tasks) };
  };
}

async function measure(product: Product): Promise<{ readonly version: string; readonly text: string }> {
  say(`inserting ${VMS} VMs`);
  await insertVms(product, VMS);
  const browser = await launchBrowser();
  try {
    const list = await contender(browser, product, async (page) => {
      await logIn(page, product, '/vms');
      await page.getByRole('link', { name: 'vm-00003', exact: true }).waitFor();
    });
    const empty = await contender(browser, product, (page) => page.setContent(EMPTY));
    const rows: string[][] = [];
    for (const kind of KINDS) {
      const [ours, floor]: [Scrolled[], Scrolled[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        say(`${kind.what}, round ${round + 1} of ${ROUNDS}`);
        ours.push(await list(kind));
        floor.push(await empty(kind));
      }
      const most = summarise(ours.map((one) => one.mostMs));
      const [step, bare] = [ours, floor].map((rounds) => summarise(rounds.map((one) => one.stepMs)).p50);
      rows.push([kind.what, figure(step ?? 0), figure(bare ?? 0), figure(most.p50), figure(most.max)]);
    }
    return { version: `Chromium ${browser.version()}`, text: body(rows) };
  } finally {
    await browser.close();
  }
}

function body(rows: readonly (readonly string[])[]): string {
  const head = ['each step', 'a step, ms', 'of it an empty page, ms', 'longest task, ms', 'the longest of all rounds, ms'];
  return `${VMS} VMs, 1360 × 820 pixels, no graphics processor. Processor time of the page's main thread, not time on the clock; a step is two frames, a task at most one frame: script, style, layout and paint. Medians of ${ROUNDS} rounds, in turns with a page that has nothing in it but its height.\n\n${table(head, rows)}`;
}

const load = loadSpan();
const { version, text } = await withProduct(measure);
await publish({ name: 'scroll', versions: [version], load: load.end(), body: text });
