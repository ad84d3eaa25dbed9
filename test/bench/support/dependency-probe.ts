/** What a dependency costs an idle Node process: the same bundler and the same limits as the agent's, and only its imports. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { memoryOf, type Memory } from './memory-of.ts';

const CHECKOUT = join(import.meta.dirname, '..', '..', '..');
const RUNS = 5;

/** One name of a package, and what is done with it; absent: it is kept. */
export interface Loaded {
  readonly from: string;
  readonly uses: string;
  readonly as?: string;
}

/** Memory of a process that has loaded these packages and waits. */
export async function probe(packages: readonly Loaded[], nodeArguments: readonly string[]): Promise<readonly Memory[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-probe-'));
  try {
    const imports = packages.map(({ from, uses }) => `import { ${uses} } from ${JSON.stringify(from)};`);
    const kept = `globalThis.kept = [${packages.map(({ uses, as }) => as ?? uses).join(', ')}];`;
    const entry = join(folder, 'entry.mjs');
    await writeFile(entry, [...imports, kept, 'setInterval(() => undefined, 60_000); console.log("loaded");'].join('\n'));
    const file = join(folder, 'bundle.mjs');
    const bundle = await rolldown({ input: entry, platform: 'node', resolve: { modules: [join(CHECKOUT, 'node_modules')] } });
    await bundle.write({ file, format: 'esm', minify: true, codeSplitting: false });
    await bundle.close();
    const runs: Memory[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await loaded([...nodeArguments, file]));
    return runs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function loaded(words: readonly string[]): Promise<Memory> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  try {
    await Promise.race([once(child.stdout, 'data'), closed.then(() => Promise.reject(new Error('the probe ended')))]);
    return await memoryOf(child.pid ?? 0);
  } finally {
    child.kill('SIGKILL');
    await closed;
  }
}
