import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { MACHINE_UID_BASE } from '@rapidvm/qemu-core';
import { systemTimers } from '@rapidvm/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseMachineUsers } from './machine-users.ts';

const VM_ID = asId<VmId>('01890a5d-ac96-774b-bcce-b302099a8057');
const isRoot = process.getuid?.() === 0;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'users-'));
  await mkdir(join(folder, 'data'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('chooseMachineUsers', () => {
  it('leaves QEMU to the agent`s own user below a closed folder, and names it', async () => {
    const users = await chooseMachineUsers([join(folder, 'data')], systemTimers);
    expect(users.userOf(VM_ID)).toBeNull();
    expect(users.reason).toContain(isRoot ? folder : 'not root');
  });

  it.runIf(isRoot)('gives each VM a user where others may pass through', async () => {
    await chmod(folder, 0o711);
    const users = await chooseMachineUsers([join(folder, 'data'), join(folder, 'not-yet-made')], systemTimers);
    expect(users.userOf(VM_ID)?.uid).toBe(MACHINE_UID_BASE + 0x99a8057);
  });
});
