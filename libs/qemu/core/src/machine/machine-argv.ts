/** `MachineSpec` → QEMU's arguments. Pure: the same spec and files give the same line, kept in golden files. */
import type { Accelerator, MachineSpec } from '@rapidvm/domain';
import { assertNever } from '@rapidvm/kernel';
import { diskArguments } from './block-nodes.ts';
import { boardArguments, displayArguments, monitorArguments, nicArguments, serialArguments } from './device-arguments.ts';
import type { MachineFiles } from './machine-files.ts';
import { optionText } from './option-text.ts';
import { platformOf } from './platform.ts';

/** Linux keeps 15 characters of a process name. */
const PROCESS_NAME_CHARS = 15;

/** A guest can read its VM's name here (Linux: `/sys/firmware/qemu_fw_cfg/by_name`); our own guest image takes it as its host name. */
const GUEST_NAME_KEY = 'opt/org.rapidvm/name';

/**
 * The arguments of the QEMU that runs `spec`, without the program's name.
 *
 * QEMU starts with its processors stopped (`-S`): the agent lets them run once its monitor is attached, so that no event is missed. When
 * the guest powers off QEMU stays, stopped (`-action shutdown=pause`): an agent that was away still learns that the guest ended by itself,
 * and a QEMU that is gone without the agent's doing has crashed.
 */
export function machineArgv(spec: MachineSpec, files: MachineFiles, accelerator: Accelerator['kind']): readonly string[] {
  return [
    ...identityArguments(spec, files),
    ...processorArguments(spec, accelerator),
    ...bootArguments(spec, files),
    ...monitorArguments(files.run),
    ...serialArguments(files.run),
    ...boardArguments(),
    ...displayArguments(spec, files.run),
    ...spec.nics.flatMap((nic, index) => nicArguments(nic, index)),
    ...spec.disks.flatMap((disk, index) => {
      const diskFiles = files.disks[index];
      return diskFiles === undefined ? [] : diskArguments(disk, diskFiles, index);
    }),
  ];
}

/** Who it is, and what it may not do: nothing from the host's configuration, no new processes, no more rights than it was given. */
function identityArguments(spec: MachineSpec, files: MachineFiles): readonly string[] {
  const process = `vm-${spec.name}`.slice(0, PROCESS_NAME_CHARS);
  return [
    ...['-name', optionText(null, { guest: spec.name, process, 'debug-threads': true })],
    ...['-uuid', spec.vmId],
    ...['-fw_cfg', optionText(null, { name: GUEST_NAME_KEY, string: spec.name })],
    ...['-nodefaults', '-no-user-config'],
    ...['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'],
    ...['-pidfile', files.run.pidFile],
    ...['-msg', 'timestamp=on'],
    ...['-S', '-action', 'shutdown=pause'],
  ];
}

function processorArguments(spec: MachineSpec, accelerator: Accelerator['kind']): readonly string[] {
  const platform = platformOf(spec.architecture);
  return [
    ...['-machine', platform.machine(accelerator)],
    ...['-accel', acceleratorText(accelerator)],
    ...['-cpu', platform.cpu(accelerator)],
    ...['-smp', optionText(null, { cpus: spec.cpus, sockets: 1, cores: spec.cpus, threads: 1 })],
    ...['-m', `${spec.memoryMiB}M`],
    ...['-rtc', platform.clock],
  ];
}

function acceleratorText(kind: Accelerator['kind']): string {
  switch (kind) {
    case 'kvm':
      return 'kvm';
    case 'tcg':
      return 'tcg,thread=multi';
    default:
      return assertNever(kind);
  }
}

function bootArguments(spec: MachineSpec, files: MachineFiles): readonly string[] {
  const strict = ['-boot', 'menu=off,strict=on'];
  if (spec.directKernel !== undefined && files.kernel !== undefined) {
    const initrd = files.initrd === undefined ? [] : ['-initrd', files.initrd];
    return [...strict, '-kernel', files.kernel, ...initrd, '-append', spec.directKernel.commandLine];
  }
  return files.firmware === undefined ? strict : [...strict, '-bios', files.firmware];
}
