/** Hosts, VMs, images, datastores and networks as people see them. */
import { IS_LOST, hugePagesWords, machineTypesWords, numaWords, throttlingWords, topologyWords } from '@rapidvm/domain';
import { counted, formatBytes, MIB } from '@rapidvm/kernel';
import type { HostView, OperationOutput } from '@rapidvm/operations';
import { wishes } from './placement.ts';
import type { Style } from './text.ts';
import { actions, ago, block, listing, printable, state, when } from './text.ts';

const mebibytes = (count: number): string => formatBytes(count * MIB);
const dash = (text: string | null): string => (text === null ? '-' : printable(text));

export function vms({ items }: OperationOutput<'vm.list'>, style: Style): string {
  const rows = items.map((vm) => [
    printable(vm.name),
    state(style, vm.state),
    dash(vm.hostName),
    vm.architecture,
    String(vm.cpus),
    mebibytes(vm.memoryMiB),
    printable(vm.imageName),
    ago(style, vm.since),
  ]);
  return listing(
    'No VMs. Make one: rapidvm vm create NAME --image IMAGE',
    ['NAME', 'STATE', 'HOST', 'ARCH', 'CPUS', 'MEMORY', 'IMAGE', 'SINCE'],
    rows,
  );
}

export function vm(vm: OperationOutput<'vm.get'>, style: Style): string {
  const labels = Object.entries(vm.labels).map(([key, value]) => `${key}=${value}`);
  const facts = block([
    ['Name', printable(vm.name)],
    ['Id', vm.id],
    ['State', `${state(style, vm.state)}${vm.reason === null ? '' : `: ${printable(vm.reason)}`}`],
    ['Since', when(style, vm.since)],
    ['Wanted', vm.desiredPower],
    ['Host', vm.hostName],
    [
      'Machine',
      `${vm.architecture}, ${counted(vm.cpus, 'CPU')}, ${mebibytes(vm.memoryMiB)}${vm.accelerator === null ? '' : `, ${vm.accelerator}`}`,
    ],
    ['Image', printable(vm.imageName)],
    ['Datastore', vm.datastore],
    ['Disks', vm.disks.map((disk) => `${disk.name}${disk.sizeMiB === null ? '' : ` ${mebibytes(disk.sizeMiB)}`}`).join(', ')],
    ['Networks', vm.nics.map((nic) => `${nic.network} (${nic.mac})`).join(', ')],
    ['Display', vm.display],
    ['Restart', `${vm.restart}${vm.restarts === 0 ? '' : `, ${counted(vm.restarts, 'time')} so far`}`],
    ['Labels', printable(labels.join(', '))],
    ['Asks for', printable(wishes(vm.placement).join(', '))],
    ['Task', vm.activeTaskId],
    ['Created', when(style, vm.createdAt)],
  ]);
  return `${facts}\n\n${actions(style, vm.allowedActions)}`;
}

export function hosts({ items }: OperationOutput<'host.list'>, style: Style): string {
  const rows = items.map((host) => [
    printable(host.name),
    state(style, host.state),
    host.inventory?.architecture ?? '-',
    host.inventory === null ? '-' : String(host.inventory.cpus),
    host.inventory === null ? '-' : mebibytes(host.inventory.memoryMiB),
    ...loadColumns(host),
    host.inventory?.accelerator.kind ?? '-',
    String(host.vmCount),
    ago(style, host.lastSeenAt),
  ]);
  return listing(
    'No hosts. Let one join: rapidvm host invite',
    ['NAME', 'STATE', 'ARCH', 'CPUS', 'MEMORY', 'FREE', 'LOAD', 'ACCEL', 'VMS', 'SEEN'],
    rows,
  );
}

export function host(host: OperationOutput<'host.get'>, style: Style): string {
  const { inventory, load, hardware } = host;
  const isLost = IS_LOST.includes(host.liveness);
  const datastores = inventory?.datastores.map(
    (store) => `${printable(store.name)} (${formatBytes(store.freeBytes)} of ${formatBytes(store.totalBytes)} free)`,
  );
  const facts = block([
    ['Name', printable(host.name)],
    ['Id', host.id],
    ['State', `${state(style, host.state)}${host.reason === null ? '' : `: ${printable(host.reason)}`}`],
    ['Since', when(style, host.since)],
    ['Seen', ago(style, host.lastSeenAt)],
    [
      'Machine',
      inventory === null
        ? null
        : `${inventory.architecture}, ${counted(inventory.cpus, 'CPU')} (${printable(inventory.cpuModel)}), ${mebibytes(inventory.memoryMiB)}`,
    ],
    ['Topology', hardware && topologyWords(hardware)],
    ['NUMA', hardware && (numaWords(hardware)?.map(printable).join('; ') ?? null)],
    ['Huge pages', hardware && hugePagesWords(hardware).join('; ')],
    ['Features', inventory?.cpuFlags ? printable(inventory.cpuFlags.join(' ')) : null],
    ['Networks', inventory?.networks ? inventory.networks.map(networkText).join(', ') : null],
    ['Accelerator', inventory === null ? null : `${inventory.accelerator.kind}: ${printable(inventory.accelerator.reason)}`],
    ['System', inventory === null ? null : printable(`${inventory.operatingSystem}, Linux ${inventory.kernel}`)],
    ['QEMU', inventory?.qemuVersion ?? null],
    ['Machine types', hardware && printable(machineTypesWords(hardware) ?? '')],
    ['Agent', inventory === null ? null : `${inventory.agentVersion} at ${host.agentAddress}`],
    ['Load', load === null ? null : `${loadText(load)}${isLost ? ', when it was last seen' : ''}`],
    ['Held back', hardware && throttlingWords(hardware)],
    ['VMs', host.vmCount],
    ['Promised', host.capacity === null ? null : promised(host.capacity)],
    ['Rack', host.placement.rack === null ? null : printable(host.placement.rack)],
    [
      'Labels',
      printable(
        Object.entries(host.placement.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(', '),
      ),
    ],
    ['Datastores', datastores?.join(', ') ?? null],
    ['Peer id', host.peerId],
    ['Joined', when(style, host.createdAt)],
  ]);
  return `${facts}\n\n${actions(style, host.allowedActions)}`;
}

/** Free memory and load, as far as they are known now. */
function loadColumns({ load, liveness }: HostView): readonly string[] {
  if (load === null || IS_LOST.includes(liveness)) return ['-', '-'];
  return [mebibytes(load.freeMemoryMiB), load.load1.toFixed(2)];
}

function promised({ memoryMiB, cpus }: NonNullable<OperationOutput<'host.get'>['capacity']>): string {
  return `${mebibytes(memoryMiB.used)} of ${mebibytes(memoryMiB.limit)} memory, ${cpus.used} of ${cpus.limit} processors`;
}

export function images({ items }: OperationOutput<'image.list'>): string {
  const rows = items.map((image) => [
    printable(image.name),
    image.architecture,
    image.diskFormat,
    formatBytes(image.diskBytes),
    image.datastore,
    printable(image.description),
  ]);
  return listing(
    'No images. Register one: rapidvm image register NAME --help',
    ['NAME', 'ARCH', 'FORMAT', 'SIZE', 'DATASTORE', 'DESCRIPTION'],
    rows,
  );
}

export function image(image: OperationOutput<'image.get'>, style: Style): string {
  const facts = block([
    ['Name', printable(image.name)],
    ['Id', image.id],
    ['Architecture', image.architecture],
    ['Datastore', image.datastore],
    ['Disk', `${printable(image.diskPath)} (${image.diskFormat}, ${formatBytes(image.diskBytes)})`],
    ['SHA-256', image.sha256],
    ['Kernel', image.kernelPath],
    ['Initrd', image.initrdPath],
    ['Command line', image.commandLine],
    ['Description', printable(image.description)],
    ['Created', image.createdAt],
  ]);
  return `${facts}\n\n${actions(style, image.allowedActions)}`;
}

export function datastores({ items }: OperationOutput<'datastore.list'>): string {
  const rows = items.flatMap((store) =>
    store.hosts.map((host) => [
      store.name,
      store.kind,
      printable(host.hostName),
      formatBytes(host.totalBytes),
      formatBytes(host.freeBytes),
    ]),
  );
  return listing('No datastores: no host has told of one yet', ['NAME', 'KIND', 'HOST', 'SIZE', 'FREE'], rows);
}

export function networks({ items }: OperationOutput<'network.list'>): string {
  return listing(
    'No networks',
    ['NAME', 'KIND', 'DESCRIPTION'],
    items.map((network) => [network.name, network.kind, printable(network.description)]),
  );
}

function loadText({ load1, freeMemoryMiB, runningVms, temperatureC }: NonNullable<HostView['load']>): string {
  const warm = temperatureC === null ? '' : `, ${temperatureC.toFixed(0)} °C`;
  return `${load1.toFixed(2)}, ${mebibytes(freeMemoryMiB)} free, ${counted(runningVms, 'VM')} running${warm}`;
}

type HostNetwork = NonNullable<NonNullable<HostView['inventory']>['networks']>[number];

function networkText({ name, kind, isUp, addresses }: HostNetwork): string {
  const about = [...(kind === 'bridge' ? ['bridge'] : []), ...(isUp ? [] : ['down']), ...addresses].map(printable);
  return about.length === 0 ? printable(name) : `${printable(name)} (${about.join(' ')})`;
}
