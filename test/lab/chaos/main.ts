/** Inside the world of `chaos`: plays it, tells what came of it, and ends with 1 when a promise was broken. */
import { writeFile } from 'node:fs/promises';
import { furnishWorld } from '../world.ts';
import { runChaos } from './chaos.ts';
import { inWords } from './report.ts';

const [minutes, seed, rightWithin, file = ''] = process.argv.slice(2);
const began = performance.now();
const say = (line: string): void =>
  void process.stderr.write(`chaos ${((performance.now() - began) / 1000).toFixed(1)} s: ${line}\n`);

await furnishWorld();
const report = await runChaos({ minutes: Number(minutes), seed: Number(seed), rightWithin: Number(rightWithin), say });
process.stdout.write(`${inWords(report)}\n`);
if (file !== '') await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
process.exit(report.broken.length === 0 ? 0 : 1);
