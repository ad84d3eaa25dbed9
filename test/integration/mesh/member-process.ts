/** Members that are processes of their own, so that they can be killed and frozen: the program that memberlab measures, on addresses of loopback. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bench', 'memberlab-member.ts');

interface Said {
  readonly node: string;
  readonly status: string;
}

/** One member process and all that it said of others since it began. */
export class MemberProcess {
  readonly name: string;
  readonly said: Said[] = [];
  readonly log: string[] = [];
  readonly #child: ChildProcess;

  constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.#child = child;
    if (child.stdout !== null) createInterface(child.stdout).on('line', (line) => this.said.push(JSON.parse(line) as Said));
    if (child.stderr !== null) createInterface(child.stderr).on('line', (line) => this.log.push(line));
  }

  /** What it holds of `node` now; undefined while it never saw it. */
  holds(node: string): string | undefined {
    return this.said.findLast((each) => each.node === node)?.status;
  }

  /** Times it held anybody but `node` for failed. */
  blamed(node: string): readonly Said[] {
    return this.said.filter((each) => each.node !== node && each.status === 'failed');
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.#child.kill(signal);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}

export class ProcessLab {
  readonly #members: MemberProcess[] = [];
  #dir: string | undefined;

  /** Starts `count` members at once, n0, n1, …: 127.0.0.1, 127.0.0.2, … on one port. */
  async start(count: number): Promise<readonly MemberProcess[]> {
    this.#dir = await mkdtemp(join(tmpdir(), 'rapidvm-members-'));
    const port = await freePort();
    for (let index = 0; index < count; index += 1) {
      const options = { index, members: count, address: `127.0.0.${index + 1}`, port, dir: this.#dir };
      const argv = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, ...argv], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      this.#members.push(new MemberProcess(`n${index}`, child));
    }
    return this.#members;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#members.splice(0).map(async (member) => member.end()));
    if (this.#dir !== undefined) await rm(this.#dir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
