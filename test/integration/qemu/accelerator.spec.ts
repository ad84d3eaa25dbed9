/** Whether guests run under KVM is proven by running one, whatever the device and the processor promise. */
import { access, chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostInventory } from '@rapidvm/domain';
import type { MachineHost } from '@rapidvm/agent-app';
import { qemuProgram } from '@rapidvm/qemu-core';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveAccelerator } from '../../../libs/qemu/host/src/host/kvm-proof.ts';
import { hostArchitecture } from '../../../libs/qemu/host/src/host/virtualisation.ts';
import { KVM_PROOF_CAUSE_CHARS, KVM_PROOF_DEADLINE_MS } from '../../../libs/qemu/host/src/limits.ts';
import type { MachineLab } from './machine-lab.ts';
import { openMachineLab } from './machine-lab.ts';
import { isUnbroken } from './tiny-guest.ts';

/** Milliseconds for what is done around the proof, on a machine that does much else. */
const SLACK_MS = 20_000;
const BOOT_MS = 60_000;
const architecture = hostArchitecture();

describe('the proof that guests run', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'proof-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

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
    expect(proof).toEqual({ kind: 'failed', cause: 'spawn qemu-system-missing ENOENT' });
  });

  it('ends within its deadline under the KVM of this machine, and says why if it does not work', async () => {
    const began = performance.now();
    const proof = await proveAccelerator(request('kvm'));
    expect(performance.now() - began).toBeLessThan(KVM_PROOF_DEADLINE_MS + SLACK_MS);
    if (proof.kind === 'failed') expect(proof.cause).toMatch(/it (hung|ended|was ended)|kvm/i);
  });
});

/** A QEMU that does `underKvm`, a line of shell, when it is asked for KVM, and is the real one otherwise. */
const standIn = (underKvm: string): string => `#!/bin/sh
for word; do [ "$word" != kvm ] || { ${underKvm}; }; done
exec ${qemuProgram(architecture)} "$@"
`;
const NO_KVM = `${qemuProgram(architecture)}: ioctl(KVM_CREATE_VM) failed: 16 Device or resource busy`;

describe('a host whose processor and device promise KVM', () => {
  let lab: MachineLab;
  beforeAll(async () => {
    lab = await openMachineLab();
    await writeFile(join(lab.folder, 'cpuinfo'), 'flags\t\t: fpu vmx svm sse2\n');
    await writeFile(join(lab.folder, 'kvm'), '');
    await writeFile(join(lab.folder, 'pid'), '');
    await chmod(join(lab.folder, 'pid'), 0o666);
  });
  afterAll(() => lab.close());

  async function hostWith(underKvm: string): Promise<MachineHost> {
    const program = join(lab.folder, 'qemu');
    await writeFile(program, standIn(underKvm), { mode: 0o755 });
    const virtualisation = { cpuInfo: join(lab.folder, 'cpuinfo'), kvmDevice: join(lab.folder, 'kvm') };
    return lab.newHost({ programs: { [architecture]: program }, virtualisation });
  }
  const facts = async (host: MachineHost): Promise<HostInventory['accelerator']> => (await host.inventory()).accelerator;

  it('emulates in bounded time where guests hang under it, says so, and leaves nothing of the one that hung', async () => {
    const pidFile = join(lab.folder, 'pid');
    const host = await hostWith(`echo $$ > ${pidFile}; exec sleep 1000`);
    const began = performance.now();
    const reason = `/dev/kvm opens, but a test guest did not run under KVM: it hung for ${KVM_PROOF_DEADLINE_MS} ms`;
    expect(await facts(host)).toEqual({ kind: 'tcg', reason });
    expect(performance.now() - began).toBeLessThan(KVM_PROOF_DEADLINE_MS + SLACK_MS);
    const pid = Number(await readFile(pidFile, 'utf8'));
    expect(pid).toBeGreaterThan(1);
    await expect(access(`/proc/${pid}`)).rejects.toMatchObject({ code: 'ENOENT' });
    const process = await lab.start(host, lab.newSpec('emulated'));
    expect(process.record.accelerator).toEqual({ kind: 'tcg', reason });
    const text = await eventually(async () => {
      const printed = await lab.serial(process);
      return printed.length > 100 ? printed : undefined;
    }, BOOT_MS);
    expect(isUnbroken(text)).toBe(true);
    await process.kill();
  });

  it.each([
    ['with QEMU’s own words where KVM refuses', `echo '${NO_KVM}' >&2; exit 1`, NO_KVM],
    ['where QEMU says nothing', 'kill -9 $$', 'it was ended by SIGKILL'],
    ['in a line that fits into the host’s facts', 'yes EAX=00000000 | head -n 5000; exit 1', 'EAX=00000000 EAX=00000000'],
  ])('emulates and says why: %s', async (_, underKvm, cause) => {
    const { kind, reason } = await facts(await hostWith(underKvm));
    const before = '/dev/kvm opens, but a test guest did not run under KVM: ';
    expect(kind).toBe('tcg');
    expect(reason.slice(0, before.length + cause.length)).toBe(before + cause);
    expect(reason.length).toBeLessThanOrEqual(before.length + KVM_PROOF_CAUSE_CHARS);
  });

  it('takes KVM where a guest ran, and by nothing less than that', async () => {
    const ran = architecture === 'x86_64' ? 99 : 0;
    expect(await facts(await hostWith(`exit ${ran}`))).toEqual({ kind: 'kvm', reason: 'a test guest ran under KVM' });
    expect((await facts(await hostWith(`exit ${ran + 1}`))).kind).toBe('tcg');
  });
});
