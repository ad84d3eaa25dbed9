/** A QEMU that the agent holds on to: one monitor, one process machine, one end. */
import type { MachineProcess, ProcessEnd, ProcessRecord } from '@rapidvm/agent-app';
import type { Logger, Timer, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { ProcessFact, ProcessInput, ProcessState, RunFiles } from '@rapidvm/qemu-core';
import { PROCESS_RUNNING, stepProcess } from '@rapidvm/qemu-core';
import { holdsWithin, pause, withDeadline } from '../deadline.ts';
import { DISK_ERROR_RETRY_MS, DISK_WELL_MS, KILL_DEADLINE_MS, LAST_WORDS_DEADLINE_MS, POLL_MS, SLOW_POLL_MS } from '../limits.ts';
import type { QmpClient } from '../qmp/qmp-client.ts';
import { killCgroup, removeCgroup } from './cgroup.ts';
import { isAlive, sendKill } from './process-identity.ts';
import { removeStale } from './run-directory.ts';
import { LogKeeper } from './log-keeper.ts';
import type { ExitStatus } from './spawn-qemu.ts';

export interface AttachedProcessParts {
  readonly record: ProcessRecord;
  readonly files: RunFiles;
  readonly hasScreen: boolean;
  readonly qmp: QmpClient;
  /** Null: QEMU is not our child, its end is seen by looking. */
  readonly exited: Promise<ExitStatus> | null;
  readonly cgroup: string | null;
  readonly timers: Timers;
  readonly logger: Logger;
}

const NEWS: Readonly<Record<Exclude<ProcessFact['kind'], 'disk-error'>, string>> = {
  stopped: 'The guest stands still',
  resumed: 'The guest runs',
  reset: 'The guest was reset',
  'power-button-pressed': 'The power button was pressed',
};

export class AttachedProcess implements MachineProcess {
  readonly record: ProcessRecord;
  readonly serialSocket: string;
  readonly serialLog: string;
  readonly screenSocket: string | null;
  readonly ended: Promise<ProcessEnd>;
  /** Resolves when it has ended or was let go. */
  readonly over: Promise<void>;
  readonly #parts: AttachedProcessParts;
  readonly #keeper: LogKeeper;
  readonly #resolveEnded: (end: ProcessEnd) => void;
  readonly #resolveOver: () => void;
  #state: ProcessState = PROCESS_RUNNING;
  #retry: Timer | null = null;
  #well: Timer | null = null;
  #standstill: string | null = null;
  #tellStandstill: (reason: string | null) => void = () => undefined;
  #detached = false;

  constructor(parts: AttachedProcessParts) {
    this.#parts = parts;
    this.record = parts.record;
    this.serialSocket = parts.files.serialSocket;
    this.serialLog = parts.files.serialLog;
    this.screenSocket = parts.hasScreen ? parts.files.screenSocket : null;
    const ended = Promise.withResolvers<ProcessEnd>();
    this.ended = ended.promise;
    this.#resolveEnded = ended.resolve;
    const over = Promise.withResolvers<void>();
    this.over = over.promise;
    this.#resolveOver = over.resolve;
    this.#keeper = new LogKeeper([parts.files.serialLog, parts.files.outputLog], parts.timers, parts.logger);
    this.#watch().catch((error: unknown) => parts.logger.error('The end of a QEMU could not be handled', error));
  }

  /** News of this process: an event of its monitor, or the status it was found in. */
  apply(input: ProcessInput): void {
    const step = stepProcess(this.#state, input);
    this.#state = step.state;
    if (step.fact !== null) this.#report(step.fact);
    if (step.quit)
      this.#quit().catch((error: unknown) => this.#parts.logger.error('A QEMU whose guest is done did not quit', error));
  }

  onStandstill(listener: (reason: string | null) => void): void {
    this.#tellStandstill = listener;
    if (this.#standstill !== null) listener(this.#standstill);
  }

  async pressPowerButton(): Promise<void> {
    await this.#parts.qmp.command('system_powerdown');
  }

  async kill(): Promise<void> {
    this.apply({ kind: 'kill-asked' });
    await this.#forceEnd();
    await withDeadline(this.#parts.timers, KILL_DEADLINE_MS, 'Killing QEMU', this.ended);
  }

  async detach(): Promise<void> {
    this.#detached = true;
    this.#stopTimers();
    await this.#parts.qmp.close();
    this.#resolveOver();
  }

  /** The guest is done: QEMU only waits for us. If its monitor does not answer, it goes the hard way. */
  async #quit(): Promise<void> {
    try {
      await this.#parts.qmp.command('quit');
    } catch (error) {
      this.#parts.logger.warn('QEMU did not quit when asked and is killed', { cause: String(error) });
      await this.#forceEnd();
    }
  }

  async #forceEnd(): Promise<void> {
    const { cgroup, record } = this.#parts;
    if (cgroup !== null) await killCgroup(cgroup);
    if (await isAlive(record)) sendKill(record.pid);
  }

  async #watch(): Promise<void> {
    const exit = this.#parts.exited === null ? await this.#lookForEnd() : await this.#parts.exited;
    if (this.#detached) return;
    await this.#hearLastWords();
    this.apply({ kind: 'exited', ...exit });
    this.#stopTimers();
    await removeStale(this.#parts.files);
    if (this.#parts.cgroup !== null) await removeCgroup(this.#parts.cgroup);
    if (this.#state.kind !== 'ended') throw unended();
    this.#parts.logger.info('QEMU ended', { reason: this.#state.end.reason, crashed: this.#state.end.crashed });
    this.#resolveEnded(this.#state.end);
    this.#resolveOver();
  }

  /** A monitor that closes says that QEMU is ending; only a process that is gone has ended. */
  async #lookForEnd(): Promise<ExitStatus> {
    const { qmp, record, timers, logger } = this.#parts;
    await qmp.closed;
    const gone = async (): Promise<boolean> => this.#detached || !(await isAlive(record));
    if (!(await holdsWithin(timers, KILL_DEADLINE_MS, POLL_MS, gone))) {
      logger.warn("QEMU lives on without its monitor: it can't be controlled, only killed", { pid: record.pid });
      while (!(await gone())) await pause(timers, SLOW_POLL_MS);
    }
    return { code: null, signal: null };
  }

  /** QEMU's last events may still lie in our socket: they say why it ended. */
  async #hearLastWords(): Promise<void> {
    const { qmp, timers, logger } = this.#parts;
    try {
      await withDeadline(timers, LAST_WORDS_DEADLINE_MS, "Reading a monitor's last words", qmp.closed);
    } catch (error) {
      logger.warn('A monitor stayed open after its QEMU had gone', { cause: String(error) });
      await qmp.close();
    }
  }

  #report(fact: ProcessFact): void {
    if (fact.kind === 'resumed') this.#runsAgain();
    if (fact.kind !== 'disk-error') return this.#parts.logger.info(NEWS[fact.kind]);
    const { node, operation, cause, guestStopped } = fact;
    this.#parts.logger.warn('A disk failed', { node, operation, cause, guestStopped });
    if (!guestStopped) return;
    this.#retryLater();
    this.#well?.cancel();
    this.#setStandstill(
      `io-error: ${operation} on ${node} failed: ${cause}; it is tried again every ${DISK_ERROR_RETRY_MS / 1000} s`,
    );
  }

  /** Each try lets the guest run for a moment: that alone is no news. */
  #runsAgain(): void {
    this.#well?.cancel();
    this.#well = this.#parts.timers.after(DISK_WELL_MS, () => this.#setStandstill(null));
  }

  #setStandstill(reason: string | null): void {
    this.#standstill = reason;
    this.#tellStandstill(reason);
  }

  /** The guest stands still rather than seeing the error; when the datastore is well again, its request succeeds and nothing was lost. */
  #retryLater(): void {
    this.#retry ??= this.#parts.timers.after(DISK_ERROR_RETRY_MS, () => {
      this.#retry = null;
      if (this.#state.kind !== 'running') return;
      this.#parts.qmp.command('cont').catch((error: unknown) => {
        this.#parts.logger.warn('A guest stopped by a disk error could not go on', { cause: String(error) });
        this.#retryLater();
      });
    });
  }

  #stopTimers(): void {
    this.#keeper.stop();
    this.#well?.cancel();
    this.#retry?.cancel();
    this.#retry = null;
  }
}

function unended(): RapidError {
  return new RapidError('internal', 'A QEMU that is gone has no end', { cause: 'process machine' }, 'Report this');
}
