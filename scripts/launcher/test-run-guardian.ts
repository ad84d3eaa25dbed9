// Waits for the end of a test run, which is the end of its standard input, and takes away what is left of it. Started by test-run.ts with the run's folder.
import { finished } from 'node:stream/promises';
import { endTestRun } from './test-run.ts';

const [folder = ''] = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// A runner that is killed may leave the pipe with an error instead of an end: it is over all the same.
await finished(process.stdin.resume()).catch(() => undefined);
for (const command of await endTestRun(folder)) process.stderr.write(`test run: ended ${command}\n`);
