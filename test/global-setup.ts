import { openTestRun, TEST_RUN } from '../scripts/launcher/test-run.ts';

/** Makes `npx vitest run --config …` a run of tests of its own, that leaves nothing behind whatever ends it; `./rapidvm test` has made one already. */
export async function setup(): Promise<void> {
  if (process.env[TEST_RUN] !== undefined) return;
  const { environment } = await openTestRun();
  Object.assign(process.env, environment);
}
