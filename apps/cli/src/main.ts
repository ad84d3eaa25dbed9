import { homedir, hostname } from 'node:os';
import { systemClock } from '@rapidvm/runtime';
import { EXIT } from './exit-codes.ts';
import { runCli } from './run-cli.ts';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
// `rapidvm vm list | head`: the reader has enough, and that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed));

process.exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  home: homedir(),
  hostName: hostname(),
  signal: interrupt.signal,
  now: () => systemClock.now(),
});
