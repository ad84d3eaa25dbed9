import { readFile, readdir, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MachineProcess } from '@rapidvm/agent-app';
import { MACHINE_UID_BASE } from '@rapidvm/qemu-core';
import { eventually } from '@rapidvm/testing';
import type { MachineLab } from './machine-lab.ts';
import { openMachineLab } from './machine-lab.ts';
import { startAndDie } from './dying-agent.ts';
import { isUnbroken } from './tiny-guest.ts';

/** Milliseconds for a guest to boot under emulation on a machine that does much else. */
const BOOT_MS = 60_000;

let lab: MachineLab;

beforeAll(async () => {
  lab = await openMachineLab();
});

afterAll(() => lab.close());

async function printing(process: MachineProcess, bytes: number): Promise<string> {
  return eventually(async () => {
    const text = await lab.serial(process);
    return text.length >= bytes ? text : undefined;
  }, BOOT_MS);
}

const isAlive = (pid: number): Promise<boolean> =>
  stat(`/proc/${pid}`).then(
    () => true,
    () => false,
  );

/** Folder of the control group of its own that QEMU is in; null: this machine gives none. */
async function groupOf({ record }: MachineProcess): Promise<string | null> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  const [, mount] = /^\S+ (\S+) cgroup2 /m.exec(mounts) ?? [];
  const [, group] = /^0::(.*)$/m.exec(await readFile(`/proc/${record.pid}/cgroup`, 'utf8')) ?? [];
  return mount === undefined || group === undefined || !group.endsWith(record.vmId) ? null : `${mount}${group}`;
}

describe('a machine host with real QEMU', () => {
  it('starts a guest, whose power button ends it: not crashed', async () => {
    const host = lab.newHost();
    const process = await lab.start(host, lab.newSpec('button'));
    expect((await host.load()).runningVms).toBe(1);
    await printing(process, 100);
    await process.pressPowerButton();
    expect(await process.ended).toEqual({ crashed: false, reason: 'the guest powered off' });
    expect(await isAlive(process.record.pid)).toBe(false);
    expect((await readdir(process.record.runDirectory)).toSorted()).toEqual(['qemu.log', 'serial.log']);
    expect((await host.load()).runningVms).toBe(0);
  });

  it('sees kill -9 of QEMU as a crash', async () => {
    const process = await lab.start(lab.newHost(), lab.newSpec('victim'));
    globalThis.process.kill(process.record.pid, 'SIGKILL');
    expect(await process.ended).toEqual({ crashed: true, reason: 'QEMU was killed by SIGKILL' });
  });

  it('sees SIGTERM from elsewhere as a crash, and says so', async () => {
    const process = await lab.start(lab.newHost(), lab.newSpec('termed'));
    globalThis.process.kill(process.record.pid, 'SIGTERM');
    expect(await process.ended).toEqual({ crashed: true, reason: 'QEMU was ended by a signal on its host' });
  });

  it('kills at once when asked: not crashed', async () => {
    const process = await lab.start(lab.newHost(), lab.newSpec('killed'));
    await process.kill();
    expect(await process.ended).toEqual({ crashed: false, reason: 'it was stopped by force' });
    expect(await isAlive(process.record.pid)).toBe(false);
  });

  it('keeps the guest running while nobody is attached, and misses no serial byte', async () => {
    const spec = lab.newSpec('keeper');
    const first = await lab.start(lab.newHost(), spec);
    await printing(first, 100);
    await first.detach();
    const away = (await lab.serial(first)).length;
    await printing(first, away + 200);
    const again = await lab.newHost().reattach(first.record, spec);
    expect(again?.serialLog).toBe(first.serialLog);
    const text = await printing(first, away + 400);
    expect(isUnbroken(text)).toBe(true);
    await again?.pressPowerButton();
    expect(await again?.ended).toEqual({ crashed: false, reason: 'the guest powered off' });
  });

  it('learns after its absence that the guest powered off meanwhile', async () => {
    const spec = lab.newSpec('absent');
    const first = await lab.start(lab.newHost(), spec);
    await printing(first, 100);
    await first.pressPowerButton();
    await first.detach();
    await eventually(async () => (await runState(first)) === 'shutdown', BOOT_MS);
    const again = await lab.newHost().reattach(first.record, spec);
    expect(await again?.ended).toEqual({ crashed: false, reason: 'the guest powered off' });
  });

  it('finds nothing when QEMU was killed in its absence, or the pid is another process', async () => {
    const spec = lab.newSpec('gone');
    const first = await lab.start(lab.newHost(), spec);
    await first.detach();
    globalThis.process.kill(first.record.pid, 'SIGKILL');
    await eventually(async () => (await lab.newHost().reattach(first.record, spec)) === null);
    const self = { ...first.record, pid: globalThis.process.pid };
    expect(await lab.newHost().reattach(self, spec)).toBeNull();
  });

  it('sees the crash of a QEMU that it found again', async () => {
    const spec = lab.newSpec('found');
    const first = await lab.start(lab.newHost(), spec);
    await first.detach();
    const again = await lab.newHost().reattach(first.record, spec);
    globalThis.process.kill(first.record.pid, 'SIGKILL');
    expect((await again?.ended)?.crashed).toBe(true);
  });

  it('refuses a second QEMU for the same VM', async () => {
    const host = lab.newHost();
    const spec = lab.newSpec('twice');
    const process = await lab.start(host, spec);
    await expect(host.start(spec)).rejects.toMatchObject({ code: 'already-running' });
    expect(await isAlive(process.record.pid)).toBe(true);
    await process.kill();
  });

  it('refuses with QEMU`s own words what QEMU can not run, and leaves nothing behind', async () => {
    const host = lab.newHost();
    const spec = { ...lab.newSpec('broken'), nics: [{ name: 'nic0', kind: 'user' as const, mac: 'no-mac' }] };
    await lab.store.provision(spec);
    await expect(host.start(spec)).rejects.toMatchObject({ code: 'qemu-failed', details: { phase: 'start', exitCode: 1 } });
    await expect(host.start(spec)).rejects.toThrow(/no-mac/);
    expect(await readdir(lab.runRoot)).not.toContain(spec.vmId);
    expect(await host.sweep([])).not.toContain(spec.vmId);
  });

  it('kills on sweep exactly the QEMUs that no record names', async () => {
    const host = lab.newHost();
    const known = await lab.start(host, lab.newSpec('known'));
    const spec = lab.newSpec('stray');
    const stray = await lab.start(host, spec);
    await stray.detach();
    expect(await lab.newHost().sweep([known.record])).toEqual([spec.vmId]);
    expect(await isAlive(known.record.pid)).toBe(true);
    await known.kill();
  });

  it('removes on sweep the control group of a QEMU that ended while no agent ran, and no other', async () => {
    const host = lab.newHost();
    const [gone, stays] = [await lab.start(host, lab.newSpec('gone-alone')), await lab.start(host, lab.newSpec('stays'))];
    const [group, other] = await Promise.all([groupOf(gone), groupOf(stays)]);
    await gone.detach();
    globalThis.process.kill(gone.record.pid, 'SIGKILL');
    await eventually(async () => !(await isAlive(gone.record.pid)));
    await lab.newHost().sweep([stays.record]);
    expect(await groupOf(stays)).toBe(other);
    if (group !== null) await expect(stat(group)).rejects.toMatchObject({ code: 'ENOENT' });
    await stays.kill();
  });

  it('continues the serial log from one start to the next, until the VM is forgotten', async () => {
    const host = lab.newHost();
    const spec = lab.newSpec('history');
    const first = await lab.start(host, spec);
    const before = await printing(first, 30);
    await first.kill();
    const second = await host.start(spec);
    expect((await lab.serial(second)).startsWith(before)).toBe(true);
    await second.kill();
    await host.forget(spec.vmId);
    expect(await readdir(lab.runRoot)).not.toContain(spec.vmId);
  });

  it('gives the sockets to the agent alone and QEMU a user of its own', async () => {
    const process = await lab.start(lab.newHost(), lab.newSpec('guarded'));
    const directory = await stat(process.record.runDirectory);
    expect(directory.mode & 0o777).toBe(0o700);
    const status = await readFile(`/proc/${process.record.pid}/status`, 'utf8');
    if (globalThis.process.getuid?.() === 0) {
      expect(directory.uid).toBeGreaterThan(MACHINE_UID_BASE);
      expect(status).toMatch(new RegExp(`^Uid:\\s+${directory.uid}\\s+${directory.uid}\\s+${directory.uid}`, 'm'));
      expect(status).toMatch(/^CapEff:\s+0+$/m);
    }
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(await greeting(process.screenSocket ?? '')).toMatch(/^RFB 003/);
    await process.kill();
  });

  it('puts QEMU into a control group of its own where there is a hierarchy to write to', async () => {
    const process = await lab.start(lab.newHost(), lab.newSpec('grouped'));
    const groups = await readFile(`/proc/${process.record.pid}/cgroup`, 'utf8');
    const mounts = await readFile('/proc/self/mounts', 'utf8');
    const mount = /^\S+ (\S+) cgroup2 rw/m.exec(mounts)?.[1];
    if (mount !== undefined && globalThis.process.getuid?.() === 0) {
      expect(groups).toContain(`0::/rapidvm/${process.record.vmId}\n`);
      await process.kill();
      await expect(stat(join(mount, 'rapidvm', process.record.vmId))).rejects.toThrow(/ENOENT/);
    }
    await process.kill();
  });

  it('leaves the guest alone when its agent is killed', async () => {
    const spec = lab.newSpec('orphan');
    await lab.store.provision(spec);
    const record = await startAndDie(lab.folder, spec);
    const again = await lab.newHost().reattach(record, spec);
    const text = await eventually(async () => {
      const printed = await readFile(join(record.runDirectory, 'serial.log'), 'latin1');
      return printed.length > 100 ? printed : undefined;
    }, BOOT_MS);
    expect(isUnbroken(text)).toBe(true);
    await again?.kill();
    expect(await again?.ended).toMatchObject({ crashed: false });
  });

  it('says which accelerator it chose, and why', async () => {
    const { accelerator, qemuVersion, datastores } = await lab.newHost().inventory();
    const flags = await readFile('/proc/cpuinfo', 'utf8');
    if (!/\b(vmx|svm)\b/.test(flags)) expect(accelerator.kind).toBe('tcg');
    expect(accelerator.reason.length).toBeGreaterThan(10);
    expect(qemuVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(datastores[0]?.name).toBe('local');
  });
});

/** Asks the tools' monitor, which is there while the agent is not. */
function runState(process: MachineProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = createConnection({ path: join(process.record.runDirectory, 'tool.sock') });
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      text += chunk.toString();
      const status = /"status": "([a-z-]+)"/.exec(text)?.[1];
      if (status === undefined) return;
      socket.destroy();
      resolve(status);
    });
    socket.write('{"execute":"qmp_capabilities"}\n{"execute":"query-status"}\n');
  });
}

function greeting(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path });
    socket.once('error', reject);
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk.toString('latin1'));
    });
  });
}
