import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { qemuProgram } from '@rapidvm/qemu-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveAccelerator } from '../../../libs/qemu/host/src/host/kvm-proof.ts';
import { hostArchitecture } from '../../../libs/qemu/host/src/host/virtualisation.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proof-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the proof that guests run', () => {
  const architecture = hostArchitecture();
  const request = (accelerator: 'kvm' | 'tcg') => ({
    program: qemuProgram(architecture),
    architecture,
    accelerator,
    user: null,
    folder,
  });

  it('succeeds where they do: under emulation, always', async () => {
    expect(await proveAccelerator(request('tcg'))).toEqual({ kind: 'ran' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says why not, where QEMU can not even start', async () => {
    const proof = await proveAccelerator({ ...request('tcg'), program: 'qemu-system-missing' });
    expect(proof).toMatchObject({ kind: 'failed' });
  });

  it('ends within its deadline under KVM, whether it is there, hangs or works', async () => {
    const proof = await proveAccelerator(request('kvm'));
    if (proof.kind === 'failed') expect(proof.cause.length).toBeGreaterThan(5);
  });
});
