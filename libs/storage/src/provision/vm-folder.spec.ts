import type { MachineDisk } from '@rapidvm/domain';
import { vmFolder } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { vmFolders } from './vm-folder.ts';

const vmId = asId<VmId>('01890a5d-ac96-774b-bcce-b302099a8057');
const folder = vmFolder('hello', vmId);
const disk = (datastore: string, path: string): MachineDisk => ({
  name: 'disk0',
  file: { datastore, path },
  serial: 's',
  sizeMiB: 1,
});

describe('vmFolders', () => {
  it('is one per datastore', () => {
    const disks = [disk('a', `${folder}/1.qcow2`), disk('b', `${folder}/2.qcow2`), disk('a', `${folder}/3.qcow2`)];
    expect(vmFolders({ vmId, name: 'hello', disks }).map(({ datastore, disks: own }) => [datastore, own.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it.each(['images/debian/disk.qcow2', folder, `${folder}/deep/x`, `${folder}x/y`])('refuses a disk at %s', (path) => {
    expect(() => vmFolders({ vmId, name: 'hello', disks: [disk('a', path)] })).toThrow(/lies in/);
  });
});
