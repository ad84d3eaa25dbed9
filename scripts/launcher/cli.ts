import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CLI_PROGRAM } from './checkout.ts';

/** Runs the command line client in our place: same terminal, same arguments. Returns its exit code. */
export function runCli(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [CLI_PROGRAM, ...args], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; the client decides what it means.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
