/**
 * Looks after one VM: takes commands and news one at a time, writes what changed to the ledger, then reports it, then acts.
 *
 * Nothing waits in the inbox for a guest: a stop presses the button and returns to the inbox, so that a kill behind it is taken at once.
 * News go before commands, because a command is judged by what is true.
 */
import type { Clock, ErrorRecord, Generation, HostId, Logger, Timer, Timers } from '@rapidvm/kernel';
import { BoundedQueue, RapidError, SECOND_MS, assertNever, fromErrorRecord, isRapidError, toErrorRecord } from '@rapidvm/kernel';
import type { MachineSpec, VmReport } from '@rapidvm/domain';
import { LEDGER_RETRY_MS, LOOK_AGAIN_MS, MAX_WAITING_CALLERS, MAX_WAITING_COMMANDS, PRESS_AGAIN_MS } from '../limits.ts';
import type { DiskStore, MachineHost, MachineProcess } from '../ports.ts';
import { VmClaim } from './vm-claim.ts';
import type { VmFact } from './vm-facts.ts';
import { onFact } from './vm-facts.ts';
import type { CommandKind, LedgerRecord, VmRecord } from './vm-record.ts';
import { reportOf } from './vm-record.ts';
import type { VmCommand, VmEffect, VmStep } from './vm-step.ts';
import { onCommand, outcome } from './vm-step.ts';

/** Where ledger entries go. `write` resolves when the entry survives a power cut. */
export interface LedgerWriter {
  write(entry: LedgerRecord): Promise<void>;
  remove(vmId: LedgerRecord['spec']['vmId']): Promise<void>;
}

export interface SupervisorWorld {
  readonly machines: MachineHost;
  readonly disks: DiskStore;
  readonly ledger: LedgerWriter;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** The next report generation: above all that this agent ever gave. */
  readonly nextGeneration: () => Generation;
  /** Told after the ledger has it. */
  readonly onReport: (report: VmReport) => void;
}

interface Caller {
  readonly kind: CommandKind;
  readonly resolve: (report: VmReport) => void;
  readonly reject: (error: unknown) => void;
}

export class VmSupervisor {
  readonly #world: SupervisorWorld;
  readonly #logger: Logger;
  readonly #facts: VmFact[] = [];
  readonly #commands = new BoundedQueue<{ readonly command: VmCommand; readonly caller: Caller }>(
    'commands waiting for one VM',
    MAX_WAITING_COMMANDS,
  );
  readonly #callers = new Set<Caller>();
  #record: VmRecord;
  #process: MachineProcess | null = null;
  #timer: Timer | null = null;
  #ledgerRetry: Timer | null = null;
  readonly #claim: VmClaim;
  #start: Promise<void> = Promise.resolve();
  #draining: Promise<void> = Promise.resolve();
  #isDraining = false;
  #closed = false;

  constructor(world: SupervisorWorld, record: VmRecord) {
    this.#world = world;
    this.#record = record;
    this.#logger = world.logger.child({ vm: record.spec.vmId, name: record.spec.name });
    this.#claim = new VmClaim({ disks: world.disks, timers: world.timers, logger: this.#logger });
  }

  get report(): VmReport {
    return reportOf(this.#record);
  }

  /** The running QEMU; null: there is none, or it can't be seen. */
  get process(): MachineProcess | null {
    return this.#process;
  }

  get hasDisplay(): boolean {
    return this.#record.spec.display !== 'none';
  }

  /** Whether this VM was known before the command at hand: one that was refused its very first command need not be kept. */
  get isBlank(): boolean {
    return this.#record.state === 'created' && this.#record.intentGeneration === 0;
  }

  /**
   * Queues a command and resolves with the report once it is done. Refuses with `stale-generation`, `wrong-state`, `limit-exceeded`, and with
   * what the work itself failed of (`qemu-failed`, `storage-full`, …).
   */
  command(command: VmCommand): Promise<VmReport> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw agentStopping();
      this.#refuseWhenCrowded();
      this.#commands.push({ command, caller: { kind: command.kind, resolve, reject } });
      this.#drain();
    });
  }

  /** Continues after a restart of the agent: looks for the process that the ledger names. Resolves when it is known what became of it. */
  async recall(): Promise<void> {
    if (this.#record.process !== null) await this.#lookForProcess();
    else this.#tellRecalled();
    await this.#draining;
  }

  /** Lets go of the VM without touching it: waits for a start under way, so that its QEMU is in the ledger, then detaches. */
  async close(): Promise<void> {
    await this.#start;
    await this.#draining;
    this.#closed = true;
    this.#timer?.cancel();
    this.#ledgerRetry?.cancel();
    this.#claim.close();
    this.#sendCallersAway();
    await this.#process?.detach();
  }

  #tellRecalled(): void {
    // The agent may have been killed between the end of QEMU and the end of its claim.
    if (this.#record.state !== 'created') this.#claim.giveBack(this.#record.spec);
    this.#tell({ kind: 'recalled' });
  }

  #sendCallersAway(): void {
    for (const caller of this.#callers) caller.reject(agentStopping());
    this.#callers.clear();
    for (let next = this.#commands.shift(); next !== undefined; next = this.#commands.shift())
      next.caller.reject(agentStopping());
  }

  #refuseWhenCrowded(): void {
    if (this.#callers.size < MAX_WAITING_CALLERS) return;
    const details = { limit: 'callers waiting for one VM', max: MAX_WAITING_CALLERS, unit: 'calls' };
    throw new RapidError('limit-exceeded', 'Too many calls wait for this VM', details, 'Wait until one of them has answered');
  }

  #tell(fact: VmFact): void {
    if (this.#closed) return;
    // All others come once for each process or timer. A guest stands still and goes on as often as it likes: how it is in the end is kept.
    const last = this.#facts.at(-1);
    if (last !== undefined && isStandstill(last) && isStandstill(fact)) this.#facts.pop();
    this.#facts.push(fact);
    this.#drain();
  }

  #drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#draining = this.#takeAll();
  }

  async #takeAll(): Promise<void> {
    while (!this.#closed) {
      const fact = this.#facts.shift();
      if (fact !== undefined) {
        await this.#takeFact(fact);
        continue;
      }
      const next = this.#commands.shift();
      if (next === undefined) break;
      await this.#takeCommand(next.command, next.caller);
    }
    // In the same breath as the look that found nothing: what comes from now on starts anew.
    this.#isDraining = false;
  }

  async #takeFact(fact: VmFact): Promise<void> {
    try {
      const step = onFact(this.#record, fact);
      if (this.#adopt(this.#numbered(step.record))) {
        await this.#writeOrRetry();
        this.#publish();
      }
      await this.#act(step);
    } catch (error) {
      this.#logger.error('News of a VM could not be taken', error, { fact: fact.kind, state: this.#record.state });
    }
  }

  async #takeCommand(command: VmCommand, caller: Caller): Promise<void> {
    const step = await this.#accept(command, caller);
    if (step === null) return;
    this.#callers.add(caller);
    await this.#act(step);
  }

  /** A command whose intent can't be kept on disk is refused, and nothing has changed. */
  async #accept(command: VmCommand, caller: Caller): Promise<VmStep | null> {
    try {
      const step = onCommand(this.#record, command);
      const next = this.#numbered(step.record);
      if (next !== this.#record) await this.#world.ledger.write(next);
      if (this.#adopt(next)) this.#publish();
      return step;
    } catch (error) {
      caller.reject(error);
      return null;
    }
  }

  /** A changed record gets its generation. */
  #numbered(record: VmRecord): VmRecord {
    return record === this.#record ? record : { ...record, reportGeneration: this.#world.nextGeneration() };
  }

  /** Makes `record` the truth, and drops the timer that belonged to the state before. False: it is the truth already. */
  #adopt(record: VmRecord): boolean {
    if (record === this.#record) return false;
    if (record.state !== this.#record.state) this.#timer?.cancel();
    this.#record = record;
    return true;
  }

  /** What has happened has happened: a full disk only delays its entry. */
  async #writeOrRetry(): Promise<void> {
    this.#ledgerRetry?.cancel();
    try {
      if (this.#record.state === 'destroyed') await this.#world.ledger.remove(this.#record.spec.vmId);
      else await this.#world.ledger.write(this.#record);
    } catch (error) {
      this.#logger.error('The ledger entry could not be written and is tried again', error);
      this.#ledgerRetry = this.#world.timers.after(LEDGER_RETRY_MS, () => void this.#writeOrRetry());
    }
  }

  #publish(): void {
    const { state, reportGeneration: generation, reason } = this.#record;
    this.#logger.debug('The VM has changed', { state, generation, reason });
    // That a VM has left this host is no news of it: its new host speaks for it.
    if (state !== 'destroyed' || this.#record.lastCommand !== 'release') this.#world.onReport(this.report);
  }

  async #act(step: VmStep): Promise<void> {
    for (const effect of step.effects) await this.#perform(effect);
    this.#answerCallers();
  }

  #answerCallers(): void {
    for (const caller of this.#callers) {
      const said = outcome(caller.kind, this.#record);
      if (said === 'pending') continue;
      this.#callers.delete(caller);
      const { lastError } = this.#record;
      if (said === 'failed' && lastError !== null) caller.reject(fromErrorRecord(lastError));
      else caller.resolve(this.report);
    }
  }

  async #perform(effect: VmEffect): Promise<void> {
    switch (effect.do) {
      case 'provision':
        return this.#work({ kind: 'provisioned' }, () => this.#world.disks.provision(this.#record.spec));
      case 'remove':
        return this.#work({ kind: 'removed' }, () => this.#removeAll());
      case 'release':
        return this.#work({ kind: 'removed' }, () => this.#letGo());
      case 'start':
        this.#start = this.#startMachine(effect.replaces ?? null);
        return;
      case 'press-power-button':
        this.#askToPowerOff(effect.graceSeconds * SECOND_MS, this.#process);
        return;
      case 'kill':
        return this.#killMachine();
      case 'look-at-guest':
        if (this.#process !== null) this.#hearOfGuest(this.#process);
        return;
      case 'restart-later':
        return this.#later(effect.delayMs, () => this.#tell({ kind: 'restart-due' }));
      case 'look-again-later':
        return this.#later(LOOK_AGAIN_MS, () => void this.#lookForProcess());
      default:
        return assertNever(effect);
    }
  }

  /** Work on disks is waited for: nothing sensible can happen to the VM meanwhile. */
  async #work(done: VmFact, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      await this.#takeFact(done);
    } catch (error) {
      this.#logger.error('Work on the disks failed', error);
      await this.#takeFact({ kind: 'work-failed', error: toErrorRecord(error) });
    }
  }

  async #removeAll(): Promise<void> {
    await this.#world.disks.remove(this.#record.spec);
    await this.#world.machines.forget(this.#record.spec.vmId);
  }

  async #startMachine(replaces: HostId | null): Promise<void> {
    try {
      const process = await this.#claimAndStart(this.#record.spec, replaces);
      this.#attach(process);
      this.#tell({ kind: 'started', process: process.record, at: this.#world.clock.monotonic() });
      this.#hearOfGuest(process);
    } catch (error) {
      this.#logger.error('The VM could not be started', error);
      this.#tell({ kind: 'start-failed', error: toErrorRecord(error), at: this.#world.clock.monotonic() });
    }
  }

  async #letGo(): Promise<void> {
    await this.#claim.giveBackNow(this.#record.spec);
    await this.#world.machines.forget(this.#record.spec.vmId);
  }

  async #claimAndStart(spec: MachineSpec, replaces: HostId | null): Promise<MachineProcess> {
    await this.#claim.take(spec, replaces);
    try {
      return await this.#world.machines.start(spec);
    } catch (error) {
      // With these, a QEMU is or may be there.
      if (!isRapidError(error, 'already-running', 'timed-out')) this.#claim.giveBack(spec);
      throw error;
    }
  }

  #attach(process: MachineProcess): void {
    this.#process = process;
    void process.ended.then((end) => {
      if (this.#process !== process) return;
      this.#process = null;
      this.#claim.giveBack(this.#record.spec);
      this.#tell({ kind: 'process-ended', end, at: this.#world.clock.monotonic() });
    });
  }

  /** After the news that it runs: what is told before would be taken for a VM that does not. */
  #hearOfGuest(process: MachineProcess): void {
    process.onStandstill((reason) => {
      if (this.#process === process) this.#tell(reason === null ? { kind: 'guest-resumed' } : { kind: 'guest-paused', reason });
    });
  }

  async #lookForProcess(): Promise<void> {
    const { process: record, spec } = this.#record;
    if (record === null || this.#closed) return;
    try {
      const process = await this.#world.machines.reattach(record, spec);
      const at = this.#world.clock.monotonic();
      if (process === null) this.#claim.giveBack(spec);
      this.#tell(process === null ? { kind: 'gone', at } : { kind: 'found-again', at });
      if (process !== null) {
        this.#attach(process);
        this.#hearOfGuest(process);
        void this.#confirmClaim(process);
      }
    } catch (error) {
      this.#logger.error('The VM has a process that does not answer', error, { pid: record.pid });
      this.#tell({ kind: 'not-seen', reason: toErrorRecord(error).message });
    }
  }

  /** While nobody looked after this QEMU, its disks may have been given to another host: then it ends at once (law 1). */
  async #confirmClaim(process: MachineProcess): Promise<void> {
    try {
      await this.#claim.take(this.#record.spec, null);
    } catch (error) {
      this.#logger.error('The claim on the disks of a running VM could not be confirmed', error);
      if (isRapidError(error, 'in-use') && process === this.#process) await this.#killMachine();
    }
  }

  /** Presses the power button of `process` now and every few seconds until its time is over: a guest that is still starting misses it. */
  #askToPowerOff(leftMs: number, process: MachineProcess | null): void {
    const waitMs = Math.min(leftMs, PRESS_AGAIN_MS);
    this.#later(waitMs, () => {
      if (leftMs > waitMs) this.#askToPowerOff(leftMs - waitMs, process);
      else this.#tell({ kind: 'grace-over' });
    });
    if (process !== null && process === this.#process) void this.#pressPowerButton(process);
  }

  async #pressPowerButton(process: MachineProcess): Promise<void> {
    try {
      await process.pressPowerButton();
    } catch (error) {
      this.#logger.warn('The power button could not be pressed; the VM is ended when its time is over', {
        cause: toErrorRecord(error).message,
      });
    }
  }

  async #killMachine(): Promise<void> {
    try {
      await this.#process?.kill();
    } catch (error) {
      this.#logger.error('The VM could not be ended', error);
      this.#failEnd(toErrorRecord(error));
    }
  }

  /** The VM stays `stopping`; whoever waits for its end hears why it does not come. */
  #failEnd(error: ErrorRecord): void {
    this.#tell({ kind: 'work-failed', error });
    for (const caller of this.#callers) {
      if (caller.kind !== 'kill' && caller.kind !== 'stop') continue;
      this.#callers.delete(caller);
      caller.reject(fromErrorRecord(error));
    }
  }

  #later(delayMs: number, action: () => void): void {
    this.#timer?.cancel();
    this.#timer = this.#world.timers.after(delayMs, action);
  }
}

function isStandstill({ kind }: VmFact): boolean {
  return kind === 'guest-paused' || kind === 'guest-resumed';
}

function agentStopping(): RapidError<'unavailable'> {
  return new RapidError(
    'unavailable',
    'The agent is stopping',
    { what: 'agent', cause: 'it was told to stop' },
    'Try again when it is back',
  );
}
