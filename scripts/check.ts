/**
 * `npm run check`: everything that needs no machine set-up. Each stage says how to mend what it finds. Stages whose inputs have not changed
 * since they last passed are answered from the cache. The tests run meanwhile: they use one core, and so does most of the rest. `--json FILE` adds
 * the counts for a summary over several commands.
 */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';

interface Stage {
  readonly target: string;
  readonly what: string;
  readonly mend: string;
}

const STAGES: readonly Stage[] = [
  { target: 'format', what: 'formatting', mend: 'npm run format' },
  { target: 'types', what: 'types (Node side)', mend: 'correct the lines named above' },
  {
    target: 'types-pure',
    what: 'pure libraries without Node and DOM types',
    mend: 'pass what you need as a parameter (Clock, Rng, Timers, Logger)',
  },
  {
    target: 'deps',
    what: 'who imports whom',
    mend: 'see docs/ARCHITECTURE.md, “Who may import whom”; a wanted new edge goes into .dependency-cruiser.cjs',
  },
  { target: 'lint', what: 'lint rules', mend: 'npm run lint:fix, then the rest by hand' },
];

const REPORT = 'dist/reports/unit.json';

/** Runs a program of ours; `hear` gets its output, absent: it is shown as it comes. */
function run(args: readonly string[], hear?: (output: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' };
    const child = spawn(process.execPath, args, { stdio: hear === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'], env });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (chunk: string) => hear?.(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

interface Counts {
  passed: number;
  failed: number;
}

async function unitCounts(exitCode: number): Promise<Counts> {
  const report = JSON.parse(await readFile(REPORT, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  const crashed = exitCode !== 0 && report.numFailedTests === 0 ? 1 : 0;
  return { passed: report.numPassedTests, failed: report.numFailedTests + crashed };
}

const counts: Counts = { passed: 0, failed: 0 };
const mends: string[] = [];

/** One stage after the other; what each says comes as a whole, because the tests talk meanwhile. */
async function runStages(): Promise<void> {
  for (const { target, what, mend } of STAGES) {
    let said = '';
    const nx = ['node_modules/nx/dist/bin/nx.js', 'run', `rapidvm:${target}`, '--output-style=stream-without-prefixes'];
    const code = await run(nx, (output) => {
      said += output;
    });
    console.log(`\n▸ ${what}: ${code === 0 ? 'clean' : 'not clean'}\n${said}`);
    if (code === 0) counts.passed += 1;
    else {
      counts.failed += 1;
      mends.push(`${what}: ${mend}`);
    }
  }
}

async function runTests(): Promise<void> {
  console.log('\n▸ unit, property and tidy tests');
  const vitest = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
  ];
  const unit = await unitCounts(await run(vitest));
  counts.passed += unit.passed;
  counts.failed += unit.failed;
  if (unit.failed > 0) mends.push('tests: each failure above says what it found; run one file with `npx vitest run PATH`');
}

await Promise.all([runStages(), runTests()]);

const jsonAt = process.argv.indexOf('--json');
const jsonFile = jsonAt > 0 ? process.argv[jsonAt + 1] : undefined;
if (jsonFile !== undefined) await writeFile(jsonFile, JSON.stringify(counts));
for (const mend of mends) console.log(`To mend ${mend}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
