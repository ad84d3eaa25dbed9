import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MachineSpec } from '@rapidvm/domain';
import { MIB } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MachineLab } from './machine-lab.ts';
import { openMachineLab } from './machine-lab.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const DEADLINE_MS = 60_000;

let lab: MachineLab;

beforeAll(async () => {
  lab = await openMachineLab();
  if (isRoot) await run('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=711', 'tmpfs', lab.small]);
});

afterAll(async () => {
  await lab.newHost().sweep([]);
  if (isRoot) await run('umount', [lab.small]);
  await lab.close();
});

/** A guest that writes to the small datastore until it is stopped. */
function writer(): MachineSpec {
  const spec = lab.newSpec('writer');
  const base = { file: { datastore: 'local', path: 'images/writer.raw' }, format: 'raw' as const };
  return {
    ...spec,
    disks: spec.disks.map((disk) => ({ ...disk, base, file: { ...disk.file, datastore: 'small' }, sizeMiB: 64 })),
  };
}

describe.runIf(isRoot)('a datastore that runs full under a running guest', () => {
  it('stops the guest without an error reaching it, and lets it go on when there is room again', async () => {
    const process = await lab.start(lab.newHost(), writer());
    const told: (string | null)[] = [];
    process.onStandstill((reason) => void told.push(reason));
    await writeFile(join(lab.small, 'filler'), Buffer.alloc(14 * MIB));
    await eventually(() => lab.logs().some(({ message }) => message === 'A disk failed'), DEADLINE_MS);
    expect(told).toEqual([expect.stringMatching(/^io-error: write on \S+ failed: No space left on device/)]);
    // A try in vain is no news.
    const failures = (): number => lab.logs().filter(({ message }) => message === 'A disk failed').length;
    const before = failures();
    await eventually(() => failures() > before, DEADLINE_MS);
    expect(new Set(told).size).toBe(1);
    const written = (await lab.serial(process)).length;
    expect(written).toBeGreaterThan(1);
    // Room for the whole disk: with a little more the guest would soon stand still again.
    await run('mount', ['-o', 'remount,size=200m', lab.small]);
    await rm(join(lab.small, 'filler'));
    await eventually(async () => (await lab.serial(process)).length > written + 1, DEADLINE_MS);
    await eventually(() => told.at(-1) === null, DEADLINE_MS);
    await process.kill();
  });
});
