/** One server process and its supervision: starts it, starts it again when it dies, stops it cleanly. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Clock, Logger, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { ClusterPaths, Programs } from './cluster.ts';
import {
  ABORT_DEADLINE_MS,
  PROBE_INTERVAL_MS,
  READY_DEADLINE_MS,
  RESTART_FIRST_MS,
  RESTART_FORGIVEN_AFTER_MS,
  RESTART_LONGEST_MS,
  STOP_DEADLINE_MS,
} from './limits.ts';
import { OWNER_VARIABLE, clearOrphan } from './orphan.ts';
import { pause } from './pause.ts';
import { acceptsConnections } from './probe.ts';
import { commandAs } from './server-user.ts';
import { followLog } from './server-log.ts';
import { settingArguments } from './settings.ts';

export interface ServerOptions {
  readonly paths: ClusterPaths;
  readonly programs: Programs;
  readonly socketDirectory: string;
  readonly socketPath: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

interface Running {
  readonly child: ChildProcess;
  readonly startedAt: number;
  /** Resolves with why the process ended. */
  readonly ended: Promise<string>;
}

export class Server {
  readonly #options: ServerOptions;
  #running: Running | null = null;
  #stopping = false;
  readonly #stopAsked = Promise.withResolvers<void>();
  #pauseMs = RESTART_FIRST_MS;
  #supervision: Promise<void> = Promise.resolve();

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** Process id, for tests and for people; null while it is down. */
  get pid(): number | null {
    return this.#running?.child.pid ?? null;
  }

  /** Starts the server and resolves once it accepts connections. From then on it is started again whenever it dies. */
  async start(): Promise<void> {
    const running = await this.#launch();
    await this.#untilReady(running);
    this.#supervision = this.#supervise(running);
  }

  /** Fast shutdown: transactions under way are rolled back, everything committed is on disk. Resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopAsked.resolve();
    const running = this.#running;
    if (running !== null) await this.#end(running);
    await this.#supervision;
  }

  async #launch(): Promise<Running> {
    const { paths, programs, socketDirectory, clock, timers, logger } = this.#options;
    await clearOrphan(paths.cluster, timers, logger);
    const [command, ...args] = commandAs(programs.user, join(programs.nativeDirectory, 'bin', 'postgres'), [
      '-D',
      paths.cluster,
      ...settingArguments(socketDirectory),
    ]);
    const child = spawn(command, args, {
      // A session of its own: Ctrl-C in a terminal must reach the controller first.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      env: { ...programs.env, PATH: process.env['PATH'], [OWNER_VARIABLE]: String(process.pid) },
    });
    const lastLines = followLog(child.stderr, logger);
    const ended = new Promise<string>((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('close', (code, signal) => resolve(`${signal ?? `exit code ${code}`}: ${lastLines()}`));
    });
    const running = { child, startedAt: clock.monotonic(), ended };
    this.#running = running;
    void ended.then(() => {
      if (this.#running === running) this.#running = null;
    });
    return running;
  }

  async #untilReady(running: Running): Promise<void> {
    const { clock, timers, socketPath } = this.#options;
    let gone: string | null = null;
    void running.ended.then((cause) => {
      gone = cause;
    });
    while (!(await acceptsConnections(socketPath))) {
      if (gone !== null) throw didNotStart(gone);
      if (clock.monotonic() - running.startedAt > READY_DEADLINE_MS) {
        await this.#end(running);
        throw didNotStart(`it did not accept connections within ${READY_DEADLINE_MS} ms`);
      }
      await pause(timers, PROBE_INTERVAL_MS);
    }
  }

  async #supervise(first: Running): Promise<void> {
    const { clock, timers, logger } = this.#options;
    let running: Running | null = first;
    while (!this.#stopping) {
      const cause: string = running === null ? 'it could not be started' : await running.ended;
      if (this.#stopping) return;
      if (running !== null && clock.monotonic() - running.startedAt > RESTART_FORGIVEN_AFTER_MS) this.#pauseMs = RESTART_FIRST_MS;
      logger.warn('the database server ended; starting it again', { cause, afterMs: this.#pauseMs });
      await Promise.race([pause(timers, this.#pauseMs), this.#stopAsked.promise]);
      this.#pauseMs = Math.min(this.#pauseMs * 2, RESTART_LONGEST_MS);
      if (this.#stopping) return;
      running = await this.#launch().catch((error: unknown) => {
        logger.error('the database server could not be started', error);
        return null;
      });
      if (this.#stopping && running !== null) await this.#end(running);
    }
  }

  async #end(running: Running): Promise<void> {
    const { timers, logger } = this.#options;
    const ladder = [
      { signal: 'SIGINT', waitMs: STOP_DEADLINE_MS },
      { signal: 'SIGQUIT', waitMs: ABORT_DEADLINE_MS },
    ] as const;
    for (const { signal, waitMs } of ladder) {
      running.child.kill(signal);
      if (await endsWithin(running, timers, waitMs)) return;
      logger.warn('the database server does not stop', { signal, waitedMs: waitMs });
    }
    running.child.kill('SIGKILL');
    await running.ended;
  }
}

function endsWithin(running: Running, timers: Timers, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = timers.after(ms, () => resolve(false));
    void running.ended.then(() => {
      timer.cancel();
      resolve(true);
    });
  });
}

function didNotStart(cause: string): RapidError<'unavailable'> {
  return new RapidError(
    'unavailable',
    'The embedded PostgreSQL server did not start',
    { what: 'embedded PostgreSQL', cause },
    'See the cause; most often the disk is full or the data directory has another owner',
  );
}
