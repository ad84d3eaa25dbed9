import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineSpec } from '@rapidvm/domain';
import { vmFolder } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { asId, isRapidError } from '@rapidvm/kernel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirFiles } from './files/dir-files.ts';
import type { StoreFiles } from './files/store-files.ts';
import type { Claimant } from './options.ts';
import { claimVm, refuseClaimed, releaseVm } from './running-claim.ts';

const VM = asId<VmId>('01890a5d-ac96-774b-bcce-b302099a8057');
const PATH = vmFolder('box', VM);
const HOSTS: readonly Claimant[] = ['a', 'b', 'c'].map((name) => ({ hostId: asId<HostId>(`host-${name}`), name }));
const [A, B, C] = HOSTS as [Claimant, Claimant, Claimant];

let root: string;
let files: DirFiles;
const fenced: string[] = [];

const spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'> = {
  vmId: VM,
  name: 'box',
  disks: ['one', 'two'].map((datastore) => ({
    name: datastore,
    serial: datastore,
    file: { datastore, path: `${PATH}/${datastore}.qcow2` },
  })),
};

/** Two datastores, so that a claim has two parts. */
const tools = { filesOf: (datastore: string): StoreFiles => storeAt(datastore) };
const storeAt = (datastore: string): DirFiles => {
  const fence = (folder: string): Promise<void> => Promise.resolve(void fenced.push(`${datastore}:${folder}`));
  return Object.assign(new DirFiles(datastore, join(root, datastore), () => null), { fence });
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'claim-'));
  for (const store of ['one', 'two']) await mkdir(join(root, store, PATH), { recursive: true });
  files = storeAt('one');
  fenced.length = 0;
});
afterEach(() => rm(root, { recursive: true, force: true }));

const claim = (host: Claimant, replaces: HostId | null = null): Promise<void> => claimVm(spec, host, replaces, tools);
const release = (host: Claimant): Promise<void> => releaseVm(spec, host, tools);
const claimFiles = async (): Promise<string[]> =>
  (await readdir(join(root, 'one', PATH))).filter((name) => name.includes('claim'));

describe('the claim on a VM', () => {
  it('is one host`s until it gives it back, and tells who has it', async () => {
    await claim(A);
    await claim(A);
    await expect(claim(B)).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['a'] } });
    await expect(refuseClaimed(spec, PATH, B, null, files)).rejects.toMatchObject({ code: 'in-use' });
    await refuseClaimed(spec, PATH, A, null, files);
    await refuseClaimed(spec, PATH, B, A.hostId, files);
    await release(B);
    await expect(claim(B)).rejects.toMatchObject({ code: 'in-use' });
    await release(A);
    await release(A);
    await claim(B);
    expect(await claimFiles()).toEqual(['claim-3.json']);
    expect(fenced).toEqual([]);
  });

  it('is taken from the host that is named, fencing it, and from no other', async () => {
    await claim(A);
    await expect(claim(B, C.hostId)).rejects.toMatchObject({ code: 'in-use' });
    await claim(B, A.hostId);
    expect(fenced).toEqual([`one:${PATH}`, `two:${PATH}`]);
    // The host that was thought dead comes back: it has nothing to give back, and gets nothing.
    await release(A);
    await expect(claim(A)).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['b'] } });
  });

  it('names its host as that is called now, which may be otherwise than when it claimed', async () => {
    await claim(A);
    const nameOf = (hostId: string) => (hostId === A.hostId ? 'oak' : null);
    await expect(claim({ ...B, nameOf })).rejects.toMatchObject({ details: { usedBy: ['oak'] } });
    expect(await refuseClaimed(spec, PATH, { ...B, nameOf }, A.hostId, files)).toEqual({ hostId: A.hostId, name: 'oak' });
    await release(A);
    await claim({ ...A, nameOf });
    await expect(claim(B)).rejects.toMatchObject({ details: { usedBy: ['oak'] } });
  });

  it('is taken whole or not at all', async () => {
    await claimVm({ ...spec, disks: spec.disks.slice(1) }, B, null, tools);
    await expect(claim(A)).rejects.toMatchObject({ code: 'in-use' });
    await claimVm({ ...spec, disks: spec.disks.slice(0, 1) }, C, null, tools);
  });

  it('is kept where it can not be read: nobody knows who has the VM', async () => {
    await claim(A);
    const [file] = await claimFiles();
    await writeFile(join(root, 'one', PATH, file!), '{"version":1}');
    await expect(claim(B)).rejects.toMatchObject({ code: 'corrupt-file' });
    await expect(claim(B, A.hostId)).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  it('says nothing when it comes too late: others have gone on from its number', async () => {
    await claim(A);
    const late = storeAt('one');
    const first = await late.names(PATH);
    // As a host sees the folder that was asleep between its look and its claim, while two others came and went.
    late.names = (path) => {
      late.names = DirFiles.prototype.names.bind(late);
      return Promise.resolve(path === PATH ? first : []);
    };
    await release(A);
    await claim(B);
    await release(B);
    await claim(C);
    const only = { ...spec, disks: spec.disks.slice(0, 1) };
    await expect(claimVm(only, A, A.hostId, { filesOf: () => late })).rejects.toMatchObject({ code: 'in-use' });
    await expect(claim(B)).rejects.toMatchObject({ details: { usedBy: ['c'] } });
  });
});

type Move = readonly [kind: 'claim' | 'release' | 'take', host: number, from: number];
const move: fc.Arbitrary<Move> = fc.tuple(fc.constantFrom('claim', 'release', 'take'), fc.nat(2), fc.nat(2));

/** `in-use` is an answer; anything else is a fault. */
async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isRapidError(error, 'in-use')) return false;
    throw error;
  }
}

describe('claims of many hosts at once', () => {
  it('never leave a VM with two of them', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(move, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), async (rounds) => {
        await rm(join(root, 'one', PATH), { recursive: true });
        await mkdir(join(root, 'one', PATH));
        const only = { ...spec, disks: spec.disks.slice(0, 1) };
        const step = ([kind, host, from]: Move): Promise<boolean> => {
          const [me, them] = [HOSTS[host]!, HOSTS[from]!];
          if (kind === 'release') return tried(releaseVm(only, me, tools));
          return tried(claimVm(only, me, kind === 'take' ? them.hostId : null, tools));
        };
        for (const round of rounds) {
          await Promise.all(round.map(step));
          expect(await claimFiles()).toHaveLength(round.length === 0 || (await claimFiles()).length === 0 ? 0 : 1);
        }
        const owners = await Promise.all(HOSTS.map((host) => tried(refuseClaimed(only, PATH, host, null, files))));
        const has = owners.filter(Boolean).length;
        expect(has === 1 || has === HOSTS.length).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('go to exactly one of those who want it free', async () => {
    const won = await Promise.all(HOSTS.map((host) => tried(claim(host))));
    expect(won.filter(Boolean).length).toBeLessThanOrEqual(1);
    for (const host of HOSTS) await release(host);
    const again: boolean[] = [];
    for (const host of HOSTS) again.push(await tried(claim(host)));
    expect(again).toEqual([true, false, false]);
  });
});
