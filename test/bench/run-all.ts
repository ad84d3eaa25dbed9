/** `npm run bench`: every bench, one after the other, each in a process of its own; rewrites the tables of docs/BENCHMARKS.md. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const benches = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.bench.ts')).sort();
const failed: string[] = [];
for (const bench of benches) {
  console.error(`\nbench: ${bench}`);
  const child = spawn(process.execPath, [join(import.meta.dirname, bench), '--write'], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) failed.push(bench);
}
console.log(
  `\n${benches.length - failed.length} of ${benches.length} benches measured${failed.map((name) => `\nfailed: ${name}`).join('')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
