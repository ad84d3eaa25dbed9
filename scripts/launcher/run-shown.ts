import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { CHECKOUT } from './checkout.ts';

/** The last characters of the output that are handed back, for a summary at the end where a person looks first. */
const TAIL_CHARACTERS = 4000;

/** Milliseconds between SIGTERM and SIGKILL for a program that is over its time. */
const KILL_AFTER_MS = 10_000;

/** Milliseconds for the last output to arrive after the end: a process left behind may hold the pipe open for ever. */
const DRAIN_MS = 1000;

/** How a program ended and the last of what it said. */
export interface Shown {
  readonly code: number;
  readonly tail: string;
}

/** Runs a program with `extra` in its environment, showing its output as it comes. Ends it when it takes longer than `limitMs`. */
export async function runShown(argv: readonly string[], extra: Record<string, string>, limitMs: number): Promise<Shown> {
  const env = { ...process.env, CI: 'true', FORCE_COLOR: '0', NX_DAEMON: 'false', ...extra };
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { cwd: CHECKOUT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let tail = '';
  const show = (chunk: Buffer): void => {
    process.stdout.write(chunk);
    tail = (tail + chunk.toString()).slice(-TAIL_CHARACTERS);
  };
  child.stdout.on('data', show);
  child.stderr.on('data', show);
  const late = setTimeout(() => child.kill('SIGTERM'), limitMs);
  const tooLate = setTimeout(() => child.kill('SIGKILL'), limitMs + KILL_AFTER_MS);
  const closed = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  const end = await new Promise<Shown>((resolve) => {
    child.once('error', (error) => {
      resolve({ code: 1, tail: error.message });
    });
    child.once('exit', (code, signal) => {
      resolve({ code: code ?? 1, tail: signal === null ? '' : `ended by ${signal}; the limit is ${limitMs / 60_000} minutes` });
    });
  });
  clearTimeout(late);
  clearTimeout(tooLate);
  await Promise.race([closed, delay(DRAIN_MS)]);
  child.stdout.destroy();
  child.stderr.destroy();
  return { code: end.code, tail: `${tail}\n${end.tail}`.trim() };
}
