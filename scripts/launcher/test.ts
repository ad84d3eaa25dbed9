import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonOrNull } from '../shared/json.ts';
import { CHECKOUT, DIST } from './checkout.ts';
import { runShown } from './run-shown.ts';
import type { Say } from './progress.ts';
import { ensurePrograms, LAB_NEEDS, PRODUCT_NEEDS, TEST_NEEDS } from './system-packages.ts';
import { openTestRun, type TestRun } from './test-run.ts';

/** Passed and failed tests of one stage. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly name: string;
  readonly argv: readonly string[];
  /** The stage writes its counts here; none for a stage that is one test by itself. */
  readonly report: string | null;
  /** Minutes after which it counts as hung: several times what it takes, for machines that are busy. */
  readonly limitMinutes: number;
}

const REPORTS = join(DIST, 'reports');

function vitestStage(name: string, folder: string, limitMinutes: number): Stage {
  const report = join(REPORTS, `${name}.json`);
  const vitest = join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    name,
    argv: [process.execPath, vitest, 'run', '--config', join(folder, 'vitest.config.ts'), ...reporters],
    report,
    limitMinutes,
  };
}

/** Several hosts on one machine: its own program, because the tests run in a world of namespaces that it makes. */
function labStage(): Stage {
  const report = join(REPORTS, 'lab.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const lab = join(CHECKOUT, 'test', 'lab', 'main.ts');
  const node = [process.execPath, '--disable-warning=ExperimentalWarning'];
  return { name: 'lab', argv: [...node, lab, 'test', ...reporters], report, limitMinutes: 20 };
}

/** One after the other; those that stand together run at the same time: the one computes, the other waits for a guest. */
function stages(): readonly (readonly Stage[])[] {
  const check = join(REPORTS, 'check.json');
  const launcher = join(CHECKOUT, 'scripts', 'launcher', 'main.ts');
  return [
    [
      {
        name: 'check',
        argv: [process.execPath, join(CHECKOUT, 'scripts', 'check.ts'), '--json', check],
        report: check,
        limitMinutes: 15,
      },
    ],
    [
      {
        name: 'build',
        argv: [process.execPath, '--disable-warning=ExperimentalWarning', launcher, 'build'],
        report: null,
        limitMinutes: 10,
      },
    ],
    [vitestStage('sim', 'test/sim', 15), vitestStage('guest', 'test/guest', 10)],
    [vitestStage('integration', 'test/integration', 20)],
    [labStage()],
    [vitestStage('e2e', 'test/e2e', 25)],
  ];
}

const ownReport = z.object({ passed: z.int(), failed: z.int() });
const vitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numFailedTestSuites: z.int() });

/** The counts a stage wrote; null when it did not get as far. */
async function readReport(file: string): Promise<Counts | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const json = jsonOrNull(text);
  const own = ownReport.safeParse(json);
  if (own.success) return own.data;
  const vitest = vitestReport.safeParse(json);
  return vitest.success ? { passed: vitest.data.numPassedTests, failed: vitest.data.numFailedTests } : null;
}

/** A stage that ends badly without naming a failed test counts as one failure: a crash is never a pass. */
function countsOf(stage: Stage, code: number, report: Counts | null): Counts {
  if (stage.report === null) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (report === null) return { passed: 0, failed: 1 };
  return code !== 0 && report.failed === 0 ? { passed: report.passed, failed: 1 } : report;
}

interface Outcome {
  readonly name: string;
  readonly counts: Counts;
  readonly tail: string;
}

async function runStage(stage: Stage, testRun: TestRun): Promise<Outcome> {
  process.stdout.write(`\n━━ ${stage.name} ━━\n`);
  if (stage.report !== null) await rm(stage.report, { force: true });
  const started = performance.now();
  const { code, tail } = await runShown(stage.argv, testRun.environment, stage.limitMinutes * 60_000);
  const counts = countsOf(stage, code, stage.report === null ? null : await readReport(stage.report));
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`━━ ${stage.name}: ${counts.passed} ok, ${counts.failed} not, ${seconds} s ━━\n`);
  return { name: stage.name, counts, tail };
}

/** Runs stages at the same time. What a test of theirs leaves running is ended, and a failure. */
async function runTogether(stages: readonly Stage[], testRun: TestRun): Promise<readonly Outcome[]> {
  const outcomes = await Promise.all(stages.map((stage) => runStage(stage, testRun)));
  const left = await testRun.endProcesses();
  if (left.length === 0) return outcomes;
  const tail = left.map((command) => `left behind: ${command}`).join('\n');
  return [
    ...outcomes,
    { name: `the end of ${stages.map(({ name }) => name).join(' and ')}`, counts: { passed: 0, failed: left.length }, tail },
  ];
}

/** Runs every test there is. The last line is "N passed, N failed" over all of them; returns 0 when none failed. */
export async function test(say: Say): Promise<number> {
  await ensurePrograms([...PRODUCT_NEEDS, ...TEST_NEEDS, ...LAB_NEEDS], say);
  await mkdir(REPORTS, { recursive: true });
  const testRun = await openTestRun();
  let interrupted: number | null = null;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      interrupted = code;
      void testRun.end();
    });
  }
  let passed = 0;
  let failed = 0;
  const tails: string[] = [];
  for (const together of stages()) {
    const outcomes = await runTogether(together, testRun);
    if (interrupted !== null) break;
    for (const { name, counts, tail } of outcomes) {
      passed += counts.passed;
      failed += counts.failed;
      if (counts.failed > 0) tails.push(`━━ ${name} failed; the end of its output ━━\n${tail}`);
    }
  }
  await testRun.end();
  if (interrupted !== null) return interrupted;
  for (const tail of tails) process.stdout.write(`\n${tail}\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
