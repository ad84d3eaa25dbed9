/**
 * Random schedules from the command line.
 *   node test/sim/run.ts --seeds 10000 [--from 1] [--workers 1]      plays so many, on all cores; a seed that breaks a rule is made smaller and printed
 *   node test/sim/run.ts --seed 7 [--members 4] [--troubles 0,2|none] [--smooth]      plays one, and tells it
 *   node test/sim/run.ts --story half-partition      tells one of the stories
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { makeCore } from './engine/core.ts';
import { describeSchedule } from './random/describe.ts';
import { playAndTell } from './random/play-and-tell.ts';
import { scheduleOf } from './random/schedule.ts';
import type { Cut } from './random/shrink.ts';
import { applyCut, replayCommand } from './random/shrink.ts';
import type { Failure, Progress } from './random/seeds-worker.ts';
import type { Breach } from './check/invariants.ts';
import { loadStories } from './story/load-stories.ts';
import { tell } from './story/story.ts';

const number = z.coerce.number().int().nonnegative();
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    members: { type: 'string' },
    troubles: { type: 'string' },
    smooth: { type: 'boolean' },
    story: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});

/** Failing seeds that are told; more of them say nothing new. */
const MAX_FAILURES = 5;

/** Seeds that one message to a worker asks for. */
const BATCH = 20;

/** Seeds between two lines that tell how far a long run is. */
const TELL_EVERY = 500;

function one(): boolean {
  const cut: Cut = {
    seed: number.parse(values.seed),
    ...(values.members === undefined ? {} : { members: number.parse(values.members) }),
    ...(values.troubles === undefined
      ? {}
      : {
          troubles: values.troubles
            .split(',')
            .filter((index) => index !== 'none')
            .map((index) => number.parse(index)),
        }),
    ...(values.smooth === true ? { smooth: true } : {}),
  };
  const schedule = applyCut(scheduleOf(cut.seed), cut);
  console.log(describeSchedule(schedule));
  const { narration, breaches } = playAndTell(schedule, makeCore);
  console.log(`\n${narration}`);
  tellBreaches(breaches);
  return breaches.length === 0;
}

async function oneStory(wanted: string): Promise<boolean> {
  const stories = await loadStories();
  const found = stories.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`no story ${wanted}; there are ${stories.map(({ name }) => name).join(', ')}`);
  const { narration, breaches } = tell(found.story);
  console.log(narration);
  tellBreaches(breaches);
  return breaches.length === 0;
}

function tellBreaches(breaches: readonly Breach[]): void {
  for (const { atMs, rule, what } of breaches) console.log(`BROKEN ${rule} at ${(atMs / 1000).toFixed(3)} s: ${what}`);
  console.log(breaches.length === 0 ? 'no rule is broken' : `${breaches.length} rules broken`);
}

async function many(): Promise<boolean> {
  const total = number.parse(values.seeds ?? '300');
  const first = number.parse(values.from);
  const started = performance.now();
  let next = first;
  const sum: Progress = { seeds: 0, steps: 0, verdicts: 0, virtualS: 0 };
  const failures: Failure[] = [];
  const worker = async (): Promise<void> => {
    const thread = new Worker(new URL('./random/seeds-worker.ts', import.meta.url));
    try {
      while (next < first + total && failures.length < MAX_FAILURES) {
        const from = next;
        next = Math.min(next + BATCH, first + total);
        const answer = await ask(thread, { from, to: next });
        for (const key of ['seeds', 'steps', 'verdicts', 'virtualS'] as const) sum[key] += answer.progress[key];
        for (const failure of answer.failures) if (failures.push(failure) <= MAX_FAILURES) tellFailure(failure);
        if (sum.seeds % TELL_EVERY === 0) console.log(`${sum.seeds} of ${total} played`);
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: number.parse(values.workers) }, worker));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const hours = (sum.virtualS / 3600).toFixed(1);
  console.log(
    `${sum.seeds} schedules, ${failures.length} with a broken rule; ${hours} h of virtual time, ${sum.steps} steps, ${sum.verdicts} verdicts in ${seconds} s`,
  );
  return failures.length === 0;
}

function ask(thread: Worker, range: { from: number; to: number }): Promise<{ progress: Progress; failures: readonly Failure[] }> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      thread.removeAllListeners('message');
      thread.removeAllListeners('error');
    };
    thread.once('message', (answer: { progress: Progress; failures: readonly Failure[] }) => {
      settle();
      resolve(answer);
    });
    thread.once('error', (error) => {
      settle();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
    thread.postMessage(range);
  });
}

function tellFailure({ cut, breaches }: Failure): void {
  console.log(`\nseed ${cut.seed} breaks a rule. See it: ${replayCommand(cut)}`);
  console.log(describeSchedule(applyCut(scheduleOf(cut.seed), cut)));
  for (const { atMs, rule, what } of breaches.slice(0, 3))
    console.log(`  BROKEN ${rule} at ${(atMs / 1000).toFixed(3)} s: ${what}`);
}

function chosen(): boolean | Promise<boolean> {
  if (values.story !== undefined) return oneStory(values.story);
  return values.seed === undefined ? many() : one();
}

process.exitCode = (await chosen()) ? 0 : 1;
