/** The command line in this process against the real HTTPS and WebSocket server, through a wire that can be cut. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runCli } from '../../../apps/cli/src/run-cli.ts';
import type { TestServer, TestServerOptions } from '../api/support/test-server.ts';
import { startTestServer } from '../api/support/test-server.ts';

export interface CliRun {
  readonly done: Promise<number>;
  readonly stdin: PassThrough & { isTTY: boolean; raw: boolean };
  readonly interrupt: () => void;
  stdout(): string;
  stderr(): string;
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class CliLab {
  readonly server: TestServer;
  readonly wire: Wire;
  readonly home: string;
  readonly caFile: string;

  static async start(options?: TestServerOptions): Promise<CliLab> {
    const server = await startTestServer(options);
    const home = await mkdtemp(join(tmpdir(), 'rapidvm-cli-'));
    const caFile = join(home, 'ca.pem');
    await writeFile(caFile, server.ca);
    return new CliLab(server, await Wire.to(server.port), home, caFile);
  }

  private constructor(server: TestServer, wire: Wire, home: string, caFile: string) {
    this.server = server;
    this.wire = wire;
    this.home = home;
    this.caFile = caFile;
  }

  get url(): string {
    return `https://localhost:${this.wire.port}`;
  }

  async stop(): Promise<void> {
    await this.wire.close();
    await this.server.close();
    await rm(this.home, { recursive: true });
  }

  /** A file with this content in the lab's home. */
  async file(name: string, content: string): Promise<string> {
    const path = join(this.home, name);
    await writeFile(path, content);
    return path;
  }

  /** Environment of a user with a token of this role. */
  async as(role: string): Promise<Record<string, string>> {
    return {
      RAPIDVM_URL: this.url,
      RAPIDVM_CA_FILE: this.caFile,
      RAPIDVM_TOKEN_FILE: await this.file(`${role}.token`, `token-${role}\n`),
    };
  }

  run(words: readonly string[], env: Record<string, string> = {}, tty = false): CliRun {
    const controller = new AbortController();
    const raw = (on: boolean): void => void (stdin.raw = on);
    const stdin = Object.assign(new PassThrough(), { isTTY: tty, raw: false, setRawMode: raw });
    const [stdout, stderr] = [collected(tty), collected(tty)];
    const done = runCli(words, {
      stdin,
      stdout: stdout.stream,
      stderr: stderr.stream,
      env: { NO_COLOR: '1', ...env },
      home: this.home,
      hostName: 'lab',
      signal: controller.signal,
      now: Date.now,
    });
    return { done, stdin, interrupt: () => controller.abort(), stdout: stdout.text, stderr: stderr.text };
  }

  async finish(words: readonly string[], env?: Record<string, string>): Promise<CliResult> {
    const run = this.run(words, env);
    const code = await run.done;
    return { code, stdout: run.stdout(), stderr: run.stderr() };
  }
}

function collected(isTTY: boolean): { stream: PassThrough & { isTTY: boolean }; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = Object.assign(new PassThrough(), { isTTY });
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

/** A TCP relay on loopback: cut it and nobody gets through until it is joined again. */
class Wire {
  readonly port: number;
  readonly #sockets = new Set<Socket>();
  readonly #close: () => Promise<void>;
  #cut = false;

  static to(target: number): Promise<Wire> {
    return new Promise((resolve) => {
      const server = createServer((inside) => wire.#relay(inside, target));
      const close = (): Promise<void> => new Promise((closed) => server.close(() => closed()));
      let wire: Wire;
      server.listen(0, '127.0.0.1', () => {
        wire = new Wire((server.address() as AddressInfo).port, close);
        resolve(wire);
      });
    });
  }

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port;
    this.#close = close;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  join(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await this.#close();
  }

  #relay(inside: Socket, target: number): void {
    if (this.#cut) {
      inside.destroy();
      return;
    }
    const outside = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
