import { setTimeout as delay } from 'node:timers/promises';
import { open, stat } from 'node:fs/promises';
import { agentDaemon, controllerDaemon } from './controller.ts';
import { runningPid, type Daemon } from './daemon.ts';
import { dataLayout } from './data-layout.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import type { Say } from './progress.ts';
import { readState } from './state.ts';

/** Hands on what is written to a daemon's log from now on. */
class LogFollower {
  readonly #target: Daemon;
  #offset = 0;

  constructor(target: Daemon) {
    this.#target = target;
  }

  async skipToEnd(): Promise<void> {
    this.#offset = (await stat(this.#target.logFile)).size;
  }

  async copyNew(output: NodeJS.WritableStream): Promise<void> {
    const log = await open(this.#target.logFile, 'r');
    try {
      const { size } = await log.stat();
      if (size <= this.#offset) return;
      const chunk = Buffer.alloc(Math.min(size - this.#offset, LAUNCHER_LIMITS.logRotateBytes));
      const { bytesRead } = await log.read(chunk, 0, chunk.length, this.#offset);
      this.#offset += bytesRead;
      output.write(chunk.subarray(0, bytesRead));
    } finally {
      await log.close();
    }
  }
}

/** Why the foreground is over: a person here said so, a `down` elsewhere did, or a daemon ended by itself. */
export type ForegroundEnd =
  { readonly kind: 'interrupted' } | { readonly kind: 'stopped-elsewhere' } | { readonly kind: 'crashed'; readonly name: string };

/** Shows the logs until Ctrl-C, SIGTERM, or the end of a daemon. */
export async function streamUntilStopped(data: string, say: Say): Promise<ForegroundEnd> {
  const layout = dataLayout(data);
  const targets = [controllerDaemon(layout), agentDaemon(layout)];
  const followers = targets.map((target) => new LogFollower(target));
  for (const follower of followers) await follower.skipToEnd();
  const stopped = new AbortController();
  const onSignal = (): void => {
    stopped.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, onSignal);
  say('running in the foreground; Ctrl-C stops everything (--detach leaves it running)');
  while (!stopped.signal.aborted) {
    for (const follower of followers) await follower.copyNew(process.stderr);
    for (const target of targets) if ((await runningPid(target)) === null) return endOf(layout.state, target.name);
    await delay(LAUNCHER_LIMITS.pollMs, undefined, { signal: stopped.signal }).catch(() => undefined);
  }
  return { kind: 'interrupted' };
}

async function endOf(stateFile: string, name: string): Promise<ForegroundEnd> {
  const state = await readState(stateFile);
  return state?.stopped === true ? { kind: 'stopped-elsewhere' } : { kind: 'crashed', name };
}
