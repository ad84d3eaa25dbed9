/**
 * The block graph as arguments: for every layer a protocol node (`disk0-file`) and a format node (`disk0`), each with its own name, because
 * block jobs need to name them and crash or refuse on inline children.
 *
 * The chain is written out. QEMU never follows a path out of an image's header: a base has `backing: null` whatever its header says.
 */
import type { MachineDisk } from '@rapidvm/domain';
import type { DiskFile, DiskFiles } from './machine-files.ts';
import type { JsonValue } from './option-text.ts';
import { jsonOption } from './option-text.ts';
import { PCI_BUS, diskSlot } from './pci-slots.ts';

type Node = { readonly [key: string]: JsonValue };

/** Name of the format node that the guest's device of disk `index` reads and writes. */
export function diskNode(index: number): string {
  return `disk${index}`;
}

/** `-blockdev` and `-device` arguments of one disk. */
export function diskArguments(disk: MachineDisk, files: DiskFiles, index: number): readonly string[] {
  const node = diskNode(index);
  const nodes = [...baseNodes(disk, files, node), fileNode(`${node}-file`, files.file, false), topNode(disk, node)];
  return [...nodes.flatMap((each) => ['-blockdev', jsonOption(each)]), '-device', jsonOption(device(disk, node, index))];
}

function baseNodes(disk: MachineDisk, files: DiskFiles, node: string): readonly Node[] {
  if (disk.base === undefined || files.base === undefined) return [];
  const format = { driver: disk.base.format, 'node-name': `${node}-base`, 'read-only': true, file: `${node}-base-file` };
  const closed = disk.base.format === 'qcow2' ? { ...format, backing: null } : format;
  return [fileNode(`${node}-base-file`, files.base, true), closed];
}

function fileNode(name: string, file: DiskFile, readOnly: boolean): Node {
  return { ...protocol(name, file), 'read-only': readOnly, discard: readOnly ? 'ignore' : 'unmap' };
}

function protocol(name: string, file: DiskFile): Node {
  if (typeof file === 'string') return { driver: 'file', 'node-name': name, filename: file };
  const { host, path, uid, gid } = file;
  return { driver: 'nfs', 'node-name': name, server: { type: 'inet', host }, path, user: uid, group: gid };
}

function topNode(disk: MachineDisk, node: string): Node {
  const backing = disk.base === undefined ? null : `${node}-base`;
  return { driver: 'qcow2', 'node-name': node, 'read-only': false, file: `${node}-file`, backing, discard: 'unmap' };
}

/** An error stops the guest rather than reaching it: a full datastore must not look like a broken disk. */
function device(disk: MachineDisk, node: string, index: number): Node {
  return {
    driver: 'virtio-blk-pci',
    id: `${node}-device`,
    drive: node,
    serial: disk.serial,
    bootindex: index + 1,
    werror: 'stop',
    rerror: 'stop',
    bus: PCI_BUS,
    addr: diskSlot(index),
  };
}
