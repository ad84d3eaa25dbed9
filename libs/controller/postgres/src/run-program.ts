import { spawn } from 'node:child_process';
import { RapidError } from '@rapidvm/kernel';
import { INITDB_DEADLINE_MS, MAX_KEPT_OUTPUT_BYTES } from './limits.ts';

export interface Program {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a program to its end. Refuses `unavailable` with the end of its output when it does not end well. */
export async function runProgram(what: string, program: Program): Promise<void> {
  const [command, ...args] = program.argv;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let output = '';
  const refuse = (cause: string): void =>
    reject(
      new RapidError(
        'unavailable',
        `${what} failed`,
        { what, cause },
        'See the cause; the database’s directory needs space and an owner who can reach it',
        new Error(cause),
      ),
    );
  const child = spawn(command, args, {
    env: { ...program.env, PATH: process.env['PATH'] },
    cwd: '/',
    timeout: INITDB_DEADLINE_MS,
    // A program that is given nothing to read may be over before we have closed its input: that is no failure.
    stdio: [program.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-MAX_KEPT_OUTPUT_BYTES);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.stdin?.on('error', (error) => refuse(error.message));
  child.on('error', (error) => refuse(error.message));
  child.on('close', (code, signal) => (code === 0 ? resolve() : refuse(`${signal ?? `exit code ${code}`}: ${output.trim()}`)));
  child.stdin?.end(program.input);
  await promise;
}
