/** A machine host that does as it is told, in virtual time: for the rules alone. The real one has tests of its own. */
import type { MachineSpec, RestartMode, VmReport } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { RapidError, asId } from '@rapidvm/kernel';
import { VirtualTime, recordingLogger } from '@rapidvm/testing';
import { generationsOf } from '../src/ledger/epoch.ts';
import type { DiskStore, MachineHost, MachineProcess, ProcessEnd, ProcessRecord } from '../src/ports.ts';
import type { LedgerRecord } from '../src/supervisor/vm-record.ts';
import { newRecord } from '../src/supervisor/vm-record.ts';
import type { LedgerWriter, SupervisorWorld } from '../src/supervisor/vm-supervisor.ts';
import { VmSupervisor } from '../src/supervisor/vm-supervisor.ts';

export const VM = asId<VmId>('0190a0a0-0000-7000-8000-000000000001');

export function specOf(restart: RestartMode = 'never', vmId = VM): MachineSpec {
  const machine = { architecture: 'x86_64', cpus: 1, memoryMiB: 64, disks: [], nics: [], display: 'none', restart } as const;
  return { vmId, name: 'vm', ...machine };
}

export class ScriptedProcess implements MachineProcess {
  readonly record: ProcessRecord;
  readonly serialSocket = '/nowhere/serial.sock';
  readonly serialLog = '/nowhere/serial.log';
  readonly screenSocket = null;
  readonly #end = Promise.withResolvers<ProcessEnd>();
  buttonPresses = 0;
  detached = false;
  /** What the guest does about its power button. */
  onButton: () => void = () => undefined;
  /** What `kill` does, besides ending the process. */
  onKill: () => Promise<void> = () => Promise.resolve();

  constructor(vmId: VmId, pid: number) {
    const runDirectory = `/nowhere/${pid}`;
    this.record = { vmId, pid, startTicks: pid, bootId: 'boot', runDirectory, accelerator: { kind: 'tcg', reason: 'scripted' } };
  }

  get ended(): Promise<ProcessEnd> {
    return this.#end.promise;
  }

  /** Stops the guest for this reason, or lets it run. */
  standStill: (reason: string | null) => void = () => undefined;

  onStandstill(listener: (reason: string | null) => void): void {
    this.standStill = listener;
  }

  pressPowerButton(): Promise<void> {
    this.buttonPresses += 1;
    this.onButton();
    return Promise.resolve();
  }

  async kill(): Promise<void> {
    await this.onKill();
    this.#end.resolve({ crashed: false, reason: 'it was stopped by force' });
  }

  detach(): Promise<void> {
    this.detached = true;
    return Promise.resolve();
  }

  crash(): void {
    this.#end.resolve({ crashed: true, reason: 'QEMU was killed by SIGKILL' });
  }

  powerOff(): void {
    this.#end.resolve({ crashed: false, reason: 'the guest powered off' });
  }
}

export class ScriptedHost implements Pick<MachineHost, 'start' | 'reattach' | 'sweep' | 'forget'> {
  readonly started: ScriptedProcess[] = [];
  readonly forgotten: VmId[] = [];
  readonly swept: (readonly ProcessRecord[])[] = [];
  /** Waited for by every start, told how many there were before; throws: the start fails. */
  onStart: (before: number) => Promise<void> = () => Promise.resolve();
  onReattach: (record: ProcessRecord) => Promise<ScriptedProcess | null> = () => Promise.resolve(null);

  async start(spec: MachineSpec): Promise<MachineProcess> {
    await this.onStart(this.started.length);
    const process = new ScriptedProcess(spec.vmId, this.started.length + 1);
    this.started.push(process);
    return process;
  }

  reattach(record: ProcessRecord): Promise<MachineProcess | null> {
    return this.onReattach(record);
  }

  sweep(known: readonly ProcessRecord[]): Promise<readonly VmId[]> {
    this.swept.push(known);
    return Promise.resolve([]);
  }

  forget(vmId: VmId): Promise<void> {
    this.forgotten.push(vmId);
    return Promise.resolve();
  }

  inventory(): never {
    throw unexpected('this call');
  }

  hardware(): never {
    throw unexpected('this call');
  }

  load(): never {
    throw unexpected('this call');
  }

  get last(): ScriptedProcess {
    const process = this.started.at(-1);
    if (process === undefined) throw unexpected('no start so far');
    return process;
  }
}

export class ScriptedDisks implements DiskStore {
  readonly done: string[] = [];
  /** Throws: the work fails. */
  before: (work: string) => void = () => undefined;

  provision(spec: MachineSpec): Promise<void> {
    return this.#do(`provision ${spec.name}`);
  }

  verify(spec: MachineSpec): Promise<void> {
    return this.#do(`verify ${spec.name}`);
  }

  remove(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): Promise<void> {
    return this.#do(`remove ${spec.name}`);
  }

  claim(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>, replaces: HostId | null): Promise<void> {
    return this.#do(`claim ${spec.name}${replaces === null ? '' : ` from ${replaces}`}`);
  }

  release(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): Promise<void> {
    return this.#do(`release ${spec.name}`);
  }

  inspect(): never {
    throw unexpected('this call');
  }

  resolve(): never {
    throw unexpected('this call');
  }

  diskFile(): never {
    throw unexpected('this call');
  }

  usage(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  async #do(work: string): Promise<void> {
    await Promise.resolve();
    this.before(work);
    this.done.push(work);
  }
}

export class MemoryLedger implements LedgerWriter {
  readonly entries = new Map<VmId, LedgerRecord>();
  /** A full disk. */
  full = false;

  async write(entry: LedgerRecord): Promise<void> {
    await Promise.resolve();
    if (this.full) {
      const details = { datastore: 'agent data directory', path: 'ledger', cause: 'ENOSPC' };
      throw new RapidError('storage-failed', 'no room', details, 'make room');
    }
    this.entries.set(entry.spec.vmId, entry);
  }

  async remove(vmId: VmId): Promise<void> {
    await Promise.resolve();
    this.entries.delete(vmId);
  }
}

export class ScriptedWorld implements SupervisorWorld {
  readonly time = new VirtualTime();
  readonly machines = new ScriptedHost();
  readonly disks = new ScriptedDisks();
  readonly ledger: MemoryLedger;
  readonly clock = this.time;
  readonly timers = this.time;
  readonly logger = recordingLogger();
  readonly reports: VmReport[] = [];
  readonly nextGeneration;
  /** What the ledger held when each report was made. */
  readonly ledgerAtReport: (LedgerRecord | undefined)[] = [];

  constructor(epoch = 1, ledger = new MemoryLedger()) {
    this.ledger = ledger;
    this.nextGeneration = generationsOf(epoch);
  }

  readonly onReport = (report: VmReport): void => {
    this.reports.push(report);
    this.ledgerAtReport.push(this.ledger.entries.get(report.vmId));
  };

  get states(): string[] {
    return this.reports.map((report) => report.state);
  }

  supervise(restart: RestartMode = 'never'): VmSupervisor {
    return new VmSupervisor(this, newRecord(specOf(restart)));
  }

  /** Lets everything happen that needs no time. */
  settle(): Promise<void> {
    return this.time.advance(0);
  }
}

function unexpected(cause: string): RapidError<'internal'> {
  return new RapidError('internal', 'The script does not have that', { cause }, 'Add it to the script');
}
