/** The command line as a user has it: `./rapidvm` with a home of its own, on pipes or on a terminal. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LAUNCHER = join(import.meta.dirname, '..', '..', '..', 'rapidvm');

export interface CliProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
  stdout(): string;
  stderr(): string;
  type(keys: string): void;
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One user of the command line on this machine. */
export class CliUser {
  readonly #home: string;
  readonly #running = new Set<ChildProcess>();

  static async create(): Promise<CliUser> {
    return new CliUser(await mkdtemp(join(tmpdir(), 'rapidvm-cli-user-')));
  }

  private constructor(home: string) {
    this.#home = home;
  }

  /** Starts a command on pipes. */
  start(words: readonly string[]): CliProcess {
    return this.#spawn(LAUNCHER, words);
  }

  /** Starts a command on a pseudo terminal: both outputs are one there. */
  startOnTerminal(words: readonly string[]): CliProcess {
    const line = [LAUNCHER, ...words].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
    return this.#spawn('script', ['--quiet', '--flush', '--return', '--command', line, '/dev/null']);
  }

  /** Runs a command to its end. */
  async run(words: readonly string[]): Promise<CliResult> {
    const process = this.start(words);
    process.child.stdin?.end();
    const code = await process.ended;
    return { code, stdout: process.stdout(), stderr: process.stderr() };
  }

  /** Runs a line of bash in which `rapidvm` is the launcher. */
  async bash(line: string): Promise<CliResult> {
    const process = this.#spawn('bash', ['-c', `rapidvm() { '${LAUNCHER}' "$@"; }\n${line}`]);
    const code = await process.ended;
    return { code, stdout: process.stdout(), stderr: process.stderr() };
  }

  async remove(): Promise<void> {
    // Not SIGKILL: the launcher gives the signal on to the program it runs, which would be left behind otherwise.
    const ended = [...this.#running].map((child) => new Promise((resolve) => child.once('close', resolve)));
    for (const child of this.#running) child.kill('SIGTERM');
    await Promise.all(ended);
    await rm(this.#home, { recursive: true, force: true });
  }

  #spawn(program: string, words: readonly string[]): CliProcess {
    const env = { ...process.env, HOME: this.#home, XDG_CONFIG_HOME: '', NO_COLOR: '1', TERM: 'xterm' };
    const child = spawn(program, words, { env, stdio: 'pipe' });
    this.#running.add(child);
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        this.#running.delete(child);
        resolve(code ?? -1);
      });
    });
    return {
      child,
      ended,
      stdout: () => Buffer.concat(stdout).toString(),
      stderr: () => Buffer.concat(stderr).toString(),
      type: (keys) => void child.stdin.write(keys),
    };
  }
}
