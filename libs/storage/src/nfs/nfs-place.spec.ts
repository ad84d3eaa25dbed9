import { describe, expect, it } from 'vitest';
import { nextOwner, nfsUrl, parseNfsUrl } from './nfs-place.ts';

describe('the place of an NFS datastore', () => {
  it('is a host and an export, with the user whose everything there is if need be', () => {
    expect(parseNfsUrl('nfs://nas.example/export/vms/')).toEqual({
      ok: true,
      value: { host: 'nas.example', exportPath: '/export/vms', owner: null },
    });
    expect(parseNfsUrl('nfs://10.0.0.9/vms?uid=1000&gid=100')).toEqual({
      ok: true,
      value: { host: '10.0.0.9', exportPath: '/vms', owner: { uid: 1000, gid: 100 } },
    });
  });

  it.each([
    'nfs://nas',
    'nfs://nas/',
    'nfs:///export',
    'nfs://nas:2049/export',
    'nfs://me@nas/export',
    'nfs://nas/export#part',
    'nfs://nas/export?uid=1000',
    'nfs://nas/export?uid=1000&gid=staff',
    'nfs://nas/export?version=4',
    'nfs://nas/with space',
    'nfs://nas/%zz',
    'http://nas/export',
  ])('is refused as %s', (text) => {
    expect(parseNfsUrl(text)).toMatchObject({ ok: false });
  });

  it('is written for qemu-img with every part of the path kept apart', () => {
    const place = { host: 'nas', exportPath: '/export', owner: { uid: 5, gid: 6 } };
    expect(nfsUrl(place, 'vms/a b?c/disk0.qcow2')).toBe('nfs://nas/export/vms/a%20b%3Fc/disk0.qcow2?uid=5&gid=6');
  });
});

describe('the next owner of fenced files', () => {
  it('is always another one, within the range of VMs', () => {
    for (const uid of [0, 1000, 0x6fff_ffff, 0x7000_0000, 0x7000_0001, 0x7fff_ffff]) {
      const next = nextOwner({ uid, gid: uid });
      expect(next.uid).not.toBe(uid);
      expect(next.uid).toBeGreaterThanOrEqual(0x7000_0000);
      expect(next.uid).toBeLessThanOrEqual(0x7fff_ffff);
    }
  });
});
