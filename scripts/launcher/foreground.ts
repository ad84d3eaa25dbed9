import { setTimeout as delay } from 'node:timers/promises';
import { open, stat } from 'node:fs/promises';
import { agentDaemon, controllerDaemon } from './controller.ts';
import { runningPid, type Daemon } from './daemon.ts';
import { dataLayout } from './data-layout.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import type { Say } from './progress.ts';

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

/** Shows the logs until Ctrl-C, SIGTERM, or the end of a daemon. Returns the name of a daemon that ended by itself, or null. */
export async function streamUntilStopped(data: string, say: Say): Promise<string | null> {
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
    for (const target of targets) if ((await runningPid(target)) === null) return target.name;
    await delay(LAUNCHER_LIMITS.pollMs, undefined, { signal: stopped.signal }).catch(() => undefined);
  }
  return null;
}
