/** Intent → what a host needs to run it: every name resolved. Pure. */
import type { DatastorePath, DirectKernel, Image, MachineDisk, MachineSpec, VmIntent } from '@rapidvm/domain';
import { vmFolder } from '@rapidvm/domain';

export function machineSpecOf(intent: VmIntent, image: Image): MachineSpec {
  const { id, name, spec } = intent;
  return {
    vmId: id,
    name,
    architecture: spec.architecture,
    cpus: spec.cpus,
    memoryMiB: spec.memoryMiB,
    ...directKernelOf(image),
    disks: spec.disks.map((disk): MachineDisk => ({
      name: disk.name,
      file: { datastore: spec.datastore, path: `${vmFolder(name, id)}/${disk.name}.qcow2` },
      serial: disk.name,
      ...(disk.imageId === undefined ? {} : { base: { file: inImage(image, image.diskPath), format: image.diskFormat } }),
      ...(disk.sizeMiB === undefined ? {} : { sizeMiB: disk.sizeMiB }),
    })),
    nics: spec.nics.map(({ name: nic, mac }) => ({ name: nic, kind: 'user', mac })),
    display: spec.display,
    restart: spec.restart,
  };
}

function directKernelOf(image: Image): { readonly directKernel?: DirectKernel } {
  if (image.kernelPath === null) return {};
  const initrd = image.initrdPath === null ? {} : { initrd: inImage(image, image.initrdPath) };
  return { directKernel: { kernel: inImage(image, image.kernelPath), ...initrd, commandLine: image.commandLine ?? '' } };
}

const inImage = (image: Image, path: string): DatastorePath => ({ datastore: image.datastore, path });
