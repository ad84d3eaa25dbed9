/** QEMU's own lock against somebody's word: a host that is said to run nothing may run a VM all the same. */
import { join } from 'node:path/posix';
import type { MachineSpec } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { StoreFiles } from '../files/store-files.ts';
import type { QemuImg } from '../image/qemu-img.ts';
import type { VmFolder } from './vm-folder.ts';
import { diskFileName } from './vm-folder.ts';

const LOCKED = /Failed to get [\w ]*"\w+" lock/;

/** Refuses `in-use`, naming `holder` (the host that has claimed the disks) and the disk, when a QEMU has one of them open to write. */
export async function refuseLocked(
  { vmId, name }: Pick<MachineSpec, 'vmId' | 'name'>,
  folder: VmFolder,
  holder: string,
  files: StoreFiles,
  qemuImg: QemuImg,
): Promise<void> {
  if (!files.hasLocks) return;
  for (const disk of folder.disks) {
    const filename = await files.imageName(join(folder.path, diskFileName(disk)));
    const image = { driver: 'qcow2', backing: null, file: { driver: 'file', filename } };
    const { ok, output } = await qemuImg(['info', '--output=json', `json:${JSON.stringify(image)}`]);
    if (ok || !LOCKED.test(output)) continue;
    throw new RapidError(
      'in-use',
      `The disks of VM ${name} are in use by host ${holder}: a QEMU that runs still has the lock on ${disk.name}`,
      { kind: 'VM', id: vmId, usedBy: [holder] },
      `The VM runs on ${holder}, which only can't be seen. Bring ${holder} back, or pull its plug`,
    );
  }
}
