import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CLI_PROGRAM } from './checkout.ts';

/** Runs the command line client in our place: same terminal, same arguments. Returns its exit code. */
export function runCli(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [CLI_PROGRAM, ...args], { stdio: 'inherit' });
  // The client decides what a signal means. The terminal's Ctrl-C reaches it by itself as well, which it takes as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
