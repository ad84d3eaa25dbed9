import type { Image, VmIntent } from '@rapidvm/domain';
import type { ImageId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { machineSpecOf } from './machine-spec.ts';

const image: Image = {
  id: asId<ImageId>('image'),
  name: 'linux',
  architecture: 'aarch64',
  datastore: 'nas',
  diskPath: 'images/linux/disk.qcow2',
  diskFormat: 'qcow2',
  diskBytes: 1,
  sha256: '',
  kernelPath: null,
  initrdPath: null,
  commandLine: null,
  description: '',
  createdAt: '',
};
const intent: VmIntent = {
  id: asId<VmId>('1234'),
  name: 'web',
  spec: {
    architecture: 'aarch64',
    cpus: 2,
    memoryMiB: 512,
    imageId: image.id,
    datastore: 'nas',
    disks: [
      { name: 'disk0', imageId: image.id, sizeMiB: 2048 },
      { name: 'disk1', sizeMiB: 100 },
    ],
    nics: [{ name: 'nic0', network: 'default', mac: '52:54:00:00:00:01' }],
    display: 'virtio',
    restart: 'always',
    labels: {},
  },
  desiredPower: 'on',
  generation: asGeneration(3),
  hostId: null,
  createdAt: '',
};

describe('what a host is told to run', () => {
  it('has every name resolved: disks in the VM’s folder, the image as their base', () => {
    expect(machineSpecOf(intent, image)).toEqual({
      vmId: '1234',
      name: 'web',
      architecture: 'aarch64',
      cpus: 2,
      memoryMiB: 512,
      disks: [
        {
          name: 'disk0',
          file: { datastore: 'nas', path: 'vms/web-1234/disk0.qcow2' },
          serial: 'disk0',
          base: { file: { datastore: 'nas', path: 'images/linux/disk.qcow2' }, format: 'qcow2' },
          sizeMiB: 2048,
        },
        { name: 'disk1', file: { datastore: 'nas', path: 'vms/web-1234/disk1.qcow2' }, serial: 'disk1', sizeMiB: 100 },
      ],
      nics: [{ name: 'nic0', kind: 'user', mac: '52:54:00:00:00:01' }],
      display: 'virtio',
      restart: 'always',
    });
  });

  it('has the image’s own kernel where it brings one', () => {
    const direct = machineSpecOf(intent, {
      ...image,
      kernelPath: 'k',
      initrdPath: 'i',
      commandLine: 'console=ttyS0',
    }).directKernel;
    expect(direct).toEqual({
      kernel: { datastore: 'nas', path: 'k' },
      initrd: { datastore: 'nas', path: 'i' },
      commandLine: 'console=ttyS0',
    });
  });
});
