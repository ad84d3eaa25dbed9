import { spawn } from 'node:child_process';
import { RapidError } from '@rapidvm/kernel';

/** How much of a failed program's output goes into the error, bytes: enough for its last lines, small enough to read. */
const OUTPUT_TAIL_BYTES = 4096;

/** The most output `run` hands back, bytes: a package list fits many times, a program gone wild does not fill the memory. */
const OUTPUT_MAX_BYTES = 16 * 1024 * 1024;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The program is killed after this many milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * Runs a program to its end and returns its standard output. `argv[0]` is the program; no shell is involved and it gets no input.
 * Throws `unavailable` when it cannot be started, ends with another code than 0, or runs into the time limit; the end of its
 * output is the cause.
 */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs,
  });
  const output: Buffer[] = [];
  let bytes = 0;
  let tail = '';
  const keepTail = (chunk: Buffer): void => {
    tail = (tail + chunk.toString()).slice(-OUTPUT_TAIL_BYTES);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= OUTPUT_MAX_BYTES) output.push(chunk);
    keepTail(chunk);
  });
  child.stderr.on('data', keepTail);
  const ending = await new Promise<string | null>((resolve) => {
    child.on('error', (error) => {
      resolve(error.message);
    });
    child.on('close', (code, signal) => {
      resolve(code === 0 ? null : `${signal ?? `exit code ${code}`}\n${tail}`.trim());
    });
  });
  if (ending !== null) {
    throw new RapidError(
      'unavailable',
      `${argv.join(' ')} failed: ${ending}`,
      { what: program, cause: ending },
      'Read the output above; correct what it names and run this again',
    );
  }
  if (bytes > OUTPUT_MAX_BYTES) {
    throw new RapidError(
      'limit-exceeded',
      `${program} wrote more than expected`,
      { limit: 'output', max: OUTPUT_MAX_BYTES, unit: 'bytes' },
      'Run it by hand to see what it does',
    );
  }
  return Buffer.concat(output).toString();
}

/** True when `program` is an executable on PATH. */
export async function onPath(program: string): Promise<boolean> {
  try {
    await run(['which', program]);
    return true;
  } catch (error) {
    if (error instanceof RapidError) return false;
    throw error;
  }
}
