import type { MachineHost, MachineProcess, ProcessRecord } from '@rapidvm/agent-app';
import type { HostHardware, HostInventory, HostLoad, MachineSpec } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { VirtualisationFacts } from '@rapidvm/qemu-core';
import { chooseAccelerator } from '@rapidvm/qemu-core';
import { readLoad, readMachineFacts } from './host/host-facts.ts';
import { readHardware } from './host/hardware.ts';
import { readMachineTypes } from './host/machine-types.ts';
import { programOf, readQemuVersion } from './host/qemu-version.ts';
import { hostArchitecture, kvmUserOf, readVirtualisation } from './host/virtualisation.ts';
import type { MachineHostOptions } from './options.ts';
import type { AttachedProcess } from './process/attached-process.ts';
import { findCgroupParent } from './process/cgroup.ts';
import { reattachMachine } from './process/reattach-machine.ts';
import { removeRunDirectory, runFilesOf } from './process/run-directory.ts';
import { startMachine } from './process/start-machine.ts';
import { sweepMachines } from './process/sweep.ts';

/**
 * The machines of this host, each one QEMU process. What the host can do (accelerator, control groups, QEMU's version) is found out when it is
 * first needed and then kept; a failure to find out is not kept.
 */
export function createMachineHost(options: MachineHostOptions): MachineHost {
  return new QemuMachineHost(options);
}

class QemuMachineHost implements MachineHost {
  readonly #options: MachineHostOptions;
  readonly #attached = new Set<AttachedProcess>();
  readonly #starting = new Set<VmId>();
  readonly #virtualisation: () => Promise<VirtualisationFacts>;
  readonly #cgroupParent: () => Promise<string | null>;
  readonly #qemuVersion: () => Promise<string>;
  readonly #machineTypes: () => Promise<readonly string[]>;

  constructor(options: MachineHostOptions) {
    this.#options = options;
    this.#virtualisation = once(async () => readVirtualisation(options, await kvmUserOf(options)));
    this.#cgroupParent = once(() => findCgroupParent(options.logger));
    const program = programOf(options, hostArchitecture());
    this.#qemuVersion = once(() => readQemuVersion(program));
    this.#machineTypes = once(() => readMachineTypes(program, hostArchitecture()));
  }

  async start(spec: MachineSpec): Promise<MachineProcess> {
    if (this.#starting.has(spec.vmId)) throw startsAlready(spec);
    this.#starting.add(spec.vmId);
    try {
      return await this.#start(spec);
    } finally {
      this.#starting.delete(spec.vmId);
    }
  }

  async #start(spec: MachineSpec): Promise<MachineProcess> {
    const accelerator = chooseAccelerator(await this.#virtualisation(), spec.architecture);
    const user = accelerator.kind === 'kvm' ? await kvmUserOf(this.#options, spec.vmId) : this.#options.userOf(spec.vmId);
    const context = { options: this.#options, accelerator, user, cgroupParent: await this.#cgroupParent() };
    return this.#keep(await startMachine(spec, context));
  }

  async reattach(record: ProcessRecord, spec: MachineSpec): Promise<MachineProcess | null> {
    const attached = await reattachMachine(record, spec, this.#options, await this.#cgroupParent());
    return attached === null ? null : this.#keep(attached);
  }

  async sweep(known: readonly ProcessRecord[]): Promise<readonly VmId[]> {
    return sweepMachines(known, this.#options, await this.#cgroupParent());
  }

  async forget(vmId: VmId): Promise<void> {
    await removeRunDirectory(runFilesOf(this.#options.runRoot, vmId).directory);
  }

  async inventory(): Promise<HostInventory> {
    const architecture = hostArchitecture();
    return {
      ...(await readMachineFacts(architecture)),
      qemuVersion: await this.#qemuVersion(),
      accelerator: chooseAccelerator(await this.#virtualisation(), architecture),
      agentVersion: this.#options.agentVersion,
      datastores: await this.#options.usage(),
    };
  }

  async hardware(): Promise<HostHardware> {
    return { ...(await readHardware()), machineTypes: await this.#machineTypes() };
  }

  load(): Promise<HostLoad> {
    return readLoad(this.#attached.size);
  }

  #keep(attached: AttachedProcess): AttachedProcess {
    this.#attached.add(attached);
    void attached.over.then(() => this.#attached.delete(attached));
    return attached;
  }
}

function startsAlready(spec: MachineSpec): RapidError<'already-running'> {
  const details = { what: `VM ${spec.name}`, owner: 'a start that is under way' };
  return new RapidError('already-running', `VM ${spec.name} is being started already`, details, 'Wait until it has started');
}

/** Finds out once; callers at the same time share one attempt. */
function once<T>(findOut: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  return () => {
    found ??= findOut().catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
}
