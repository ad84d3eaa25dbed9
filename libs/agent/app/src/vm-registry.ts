/** All VMs of this host: finds the supervisor a command is for, makes one for a new VM, and brings them all back after a restart. */
import type { MachineSpec, VmReport } from '@rapidvm/domain';
import { HAS_PROCESS } from '@rapidvm/domain';
import type { Clock, Generation, HostId, Logger, Timers, VmId } from '@rapidvm/kernel';
import { NO_GENERATION, RapidError, SECOND_MS, isRapidError, notFound } from '@rapidvm/kernel';
import type { LedgerContents } from './ledger/ledger.ts';
import { CLOSE_DEADLINE_MS, MAX_VMS } from './limits.ts';
import type { DiskStore, MachineHost, ProcessRecord } from './ports.ts';
import { newRecord, recalledRecord } from './supervisor/vm-record.ts';
import type { VmCommand } from './supervisor/vm-step.ts';
import type { LedgerWriter } from './supervisor/vm-supervisor.ts';
import { VmSupervisor } from './supervisor/vm-supervisor.ts';

export interface RegistryWorld {
  readonly machines: MachineHost;
  readonly disks: DiskStore;
  readonly ledger: LedgerWriter;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly nextGeneration: () => Generation;
  /** Every change of every VM, in order, after it is in the ledger. */
  readonly onReport: (report: VmReport) => void;
}

interface Adoption {
  readonly spec: MachineSpec;
  readonly intentGeneration: Generation;
  /** Only looks; changes nothing. */
  readonly checkOnly: boolean;
  /** A host whose claim on the disks does not count. */
  readonly replaces: HostId | null;
}

export class VmRegistry {
  readonly #world: RegistryWorld;
  readonly #vms = new Map<VmId, VmSupervisor>();
  readonly #damaged = new Map<VmId, { readonly report: VmReport; readonly error: unknown }>();
  #closed = false;

  constructor(world: RegistryWorld) {
    this.#world = world;
  }

  /** Every VM on this host as it is now, those with a damaged ledger entry too. */
  reports(): readonly VmReport[] {
    return [...[...this.#vms.values()].map((vm) => vm.report), ...[...this.#damaged.values()].map((vm) => vm.report)];
  }

  get runningVms(): number {
    return [...this.#vms.values()].filter((vm) => HAS_PROCESS.includes(vm.report.state)).length;
  }

  /** Refuses with `not-found`, and with `corrupt-file` where the ledger entry is damaged. */
  find(vmId: VmId): VmSupervisor {
    const damaged = this.#damaged.get(vmId);
    if (damaged !== undefined) throw damaged.error;
    const vm = this.#vms.get(vmId);
    if (vm === undefined) throw notFound('VM', vmId);
    return vm;
  }

  /**
   * Takes up what the ledger holds: kills strays that it does not name, then looks for every process that it does. Resolves when it is known
   * of each what became of it. With a damaged entry nothing is swept: its VM may be running.
   */
  async recall(contents: LedgerContents): Promise<void> {
    for (const { vmId, error } of contents.damaged) this.#takeDamaged(vmId, error);
    for (const entry of contents.entries) this.#vms.set(entry.spec.vmId, new VmSupervisor(this.#world, recalledRecord(entry)));
    await this.#sweep(contents);
    for (const report of this.reports()) this.#world.onReport(report);
    await Promise.all([...this.#vms.values()].map((vm) => vm.recall()));
  }

  /** Makes the VM's disks and takes it into the ledger, or does so again for one that is known. */
  async provision(spec: MachineSpec, intentGeneration: Generation): Promise<VmReport> {
    const vm = this.#known(spec.vmId) ?? this.#take(spec);
    try {
      return await vm.command({ kind: 'provision', spec, intentGeneration });
    } finally {
      if (vm.isBlank) this.#vms.delete(spec.vmId);
    }
  }

  /**
   * Takes up a VM whose disks are there, and makes none: what is missing is the user's and not to be replaced by an empty disk. Null with
   * `checkOnly`, which changes nothing. Refuses `storage-failed` and `in-use` where the disks are not there, or not this VM's.
   */
  async adopt({ spec, intentGeneration, checkOnly, replaces }: Adoption): Promise<VmReport | null> {
    await this.#world.disks.verify(spec, replaces);
    return checkOnly ? null : this.provision(spec, intentGeneration);
  }

  /** Lets go of a VM that has no process, and of its disks, which stay. Nothing of it is reported: it lives elsewhere. Harmless when repeated. */
  async release(spec: MachineSpec, intentGeneration: Generation): Promise<void> {
    const vm = this.#known(spec.vmId);
    // What is not in the ledger has no QEMU here: strays were swept when the ledger was read.
    if (vm === undefined) return this.#world.disks.release(spec);
    await vm.command({ kind: 'release', intentGeneration });
    this.#vms.delete(spec.vmId);
  }

  command(vmId: VmId, command: Exclude<VmCommand, { kind: 'provision' | 'remove' | 'release' }>): Promise<VmReport> {
    return this.find(vmId).command(command);
  }

  /** Removes VM and disks. One that is not known is removed by its `spec`, if given; harmless when nothing is there. */
  async remove(vmId: VmId, intentGeneration: Generation, spec: MachineSpec | null): Promise<VmReport> {
    const vm = this.#known(vmId);
    if (vm === undefined) return this.#removeUnknown(vmId, intentGeneration, spec);
    const report = await vm.command({ kind: 'remove', intentGeneration });
    this.#vms.delete(vmId);
    return report;
  }

  /** Lets go of all VMs; none is stopped. Starts under way get {@link CLOSE_DEADLINE_MS} to be recorded. */
  async close(): Promise<void> {
    this.#closed = true;
    const all = Promise.all([...this.#vms.values()].map((vm) => vm.close()));
    const late = Promise.withResolvers<void>();
    const timer = this.#world.timers.after(CLOSE_DEADLINE_MS, () => {
      this.#world.logger.warn('Some VMs could not be let go in time', { seconds: CLOSE_DEADLINE_MS / SECOND_MS });
      late.resolve();
    });
    await Promise.race([all, late.promise]);
    timer.cancel();
  }

  #known(vmId: VmId): VmSupervisor | undefined {
    try {
      return this.find(vmId);
    } catch (error) {
      if (isRapidError(error, 'not-found')) return undefined;
      throw error;
    }
  }

  #take(spec: MachineSpec): VmSupervisor {
    if (this.#closed || this.#vms.size >= MAX_VMS) {
      const details = { limit: 'VMs on one host', max: MAX_VMS, unit: 'VMs' };
      throw new RapidError('limit-exceeded', 'This host can take no more VMs', details, 'Delete VMs, or use another host');
    }
    const vm = new VmSupervisor(this.#world, newRecord(spec));
    this.#vms.set(spec.vmId, vm);
    return vm;
  }

  async #removeUnknown(vmId: VmId, intentGeneration: Generation, spec: MachineSpec | null): Promise<VmReport> {
    if (spec !== null) await this.#world.disks.remove(spec);
    await this.#world.machines.forget(vmId);
    const base = { vmId, generation: this.#world.nextGeneration(), intentGeneration, state: 'destroyed' } as const;
    const report: VmReport = { ...base, reason: null, accelerator: null, restarts: 0, lastError: null };
    this.#world.onReport(report);
    return report;
  }

  #takeDamaged(vmId: VmId, error: unknown): void {
    this.#world.logger.error('A VM’s ledger entry is damaged; the VM is left alone and reported unknown', error, { vm: vmId });
    const known = error instanceof RapidError ? error : null;
    const reason = known?.message ?? 'its ledger entry can’t be read';
    const base = { vmId, generation: this.#world.nextGeneration(), state: 'unknown', reason } as const;
    const nothingElse = { accelerator: null, restarts: 0, lastError: known?.toRecord() ?? null } as const;
    this.#damaged.set(vmId, { report: { ...base, intentGeneration: NO_GENERATION, ...nothingElse }, error });
  }

  async #sweep(contents: LedgerContents): Promise<void> {
    if (contents.damaged.length > 0) {
      this.#world.logger.warn('Strays are not looked for while a ledger entry is damaged', { damaged: contents.damaged.length });
      return;
    }
    const known = contents.entries.map((entry) => entry.process).filter((process): process is ProcessRecord => process !== null);
    const swept = await this.#world.machines.sweep(known);
    if (swept.length > 0) this.#world.logger.warn('QEMUs without an entry in the ledger were ended', { vms: swept });
  }
}
