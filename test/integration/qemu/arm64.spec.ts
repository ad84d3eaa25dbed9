import { spawnSync } from 'node:child_process';
import type { MachineSpec } from '@rapidvm/domain';
import { qemuProgram } from '@rapidvm/qemu-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MachineLab } from './machine-lab.ts';
import { openMachineLab } from './machine-lab.ts';

const isInstalled = spawnSync(qemuProgram('aarch64'), ['--version']).status === 0;
let lab: MachineLab;

beforeAll(async () => {
  lab = await openMachineLab();
});

afterAll(() => lab.close());

describe.runIf(isInstalled)('arm64 guests', () => {
  it.each(['std', 'virtio', 'none'] as const)('run on any host, with display %s', async (display) => {
    const directKernel = {
      kernel: { datastore: 'local', path: 'images/arm64.bin' },
      commandLine: 'console=ttyAMA0, with a comma',
    };
    const spec: MachineSpec = { ...lab.newSpec('arm'), architecture: 'aarch64', memoryMiB: 128, cpus: 2, directKernel, display };
    const process = await lab.start(lab.newHost(), spec);
    expect(await process.ended).toEqual({ crashed: false, reason: 'the guest powered off' });
  });
});
