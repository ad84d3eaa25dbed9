import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { agentV1 } from '@rapidvm/contracts';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEnrolment } from '../../../libs/agent/identity/test/enrolment-server.ts';
import { isUnbroken } from '../qemu/tiny-guest.ts';
import { AgentLab } from './agent-lab.ts';
import type { AgentProcess, LabClient } from './agent-lab.ts';
import { ScreenReader, SerialReader } from './console-client.ts';

const ROW = 26;

let lab: AgentLab;
let agent: AgentProcess;
let client: LabClient;

beforeAll(async () => {
  lab = await AgentLab.open();
  agent = await lab.start();
  client = await lab.client();
});

afterAll(async () => {
  client.close();
  await lab.close();
});

/** Creates and starts VM `number`, and waits until its guest prints. */
async function startVm(number: number, restart: 'always' | 'on-failure' | 'never' = 'never'): Promise<string> {
  const spec = lab.spec(number, restart);
  await client.call('provisionVm', { spec, intentGeneration: 1 });
  expect(await client.call('startVm', { vmId: spec.vmId, spec, intentGeneration: 2 })).toMatchObject({ state: 'running' });
  const reader = new SerialReader(client, spec.vmId ?? '');
  await reader.bytes(4 * ROW);
  reader.console.end();
  return spec.vmId ?? '';
}

async function reportOf(vmId: string): Promise<agentV1.VmReport__Output | undefined> {
  const { reports } = (await client.call('listVms', {})) as unknown as agentV1.ListVmsResponse__Output;
  return reports.find((report) => report.vmId === vmId);
}

async function pidOf(vmId: string): Promise<number> {
  const text = await readFile(join(lab.folder, 'data', 'ledger', `${vmId}.json`), 'utf8');
  const { entry } = JSON.parse(text) as { entry: { process: { pid: number } } };
  return entry.process.pid;
}

describe('an agent process with real QEMU', () => {
  it('joins once, then creates, starts, stops and removes a VM', async () => {
    expect(lab.enrolment.asked.filter((path) => path === '/api/v1/enrolment/join')).toHaveLength(1);
    const vmId = await startVm(1);
    expect(await client.call('stopVm', { vmId, intentGeneration: 3, graceSeconds: 30 })).toMatchObject({
      state: 'stopped',
      reason: 'the guest powered off',
    });
    expect(await client.call('removeVm', { vmId, intentGeneration: 4 })).toMatchObject({ state: 'destroyed' });
    expect(await reportOf(vmId)).toBeUndefined();
  });

  it('takes a kill while a stop waits', async () => {
    const vmId = await startVm(2);
    await client.call('killVm', { vmId, intentGeneration: 3 });
    const spec = lab.spec(2);
    await client.call('startVm', { vmId, spec, intentGeneration: 4 });
    // So early the firmware does not know a power button yet: the stop has to wait.
    const stopped = client.call('stopVm', { vmId, intentGeneration: 5, graceSeconds: 3600 });
    await eventually(async () => (await reportOf(vmId))?.state === 'stopping');
    expect(await client.call('killVm', { vmId, intentGeneration: 6 })).toMatchObject({ state: 'stopped' });
    expect(await stopped).toMatchObject({ state: 'stopped' });
    await client.call('removeVm', { vmId, intentGeneration: 7 });
  });

  it('gives every viewer of a serial console every byte from the offset it names, also over a restart of the VM', async () => {
    const vmId = await startVm(3);
    const all = new SerialReader(client, vmId, 0);
    const some = new SerialReader(client, vmId, ROW + 3, true);
    expect(isUnbroken(await all.bytes(8 * ROW))).toBe(true);
    const tail = await some.bytes(4 * ROW);
    expect(all.text.startsWith(tail.slice(0, ROW), ROW + 3)).toBe(true);
    await client.call('killVm', { vmId, intentGeneration: 3 });
    await eventually(() => all.console.closed);
    const before = all.next;
    await client.call('startVm', { vmId, spec: lab.spec(3), intentGeneration: 4 });
    const after = new SerialReader(client, vmId, before);
    expect(isUnbroken(await after.bytes(ROW))).toBe(true);
    expect(after.next - after.text.length).toBe(before);
    after.console.end();
    await client.call('killVm', { vmId, intentGeneration: 5 });
  });

  it('shows a screen to several viewers, and lets a read-only one only look', async () => {
    const vmId = await startVm(4);
    const viewers = [new ScreenReader(client, vmId), new ScreenReader(client, vmId, true)];
    for (const viewer of viewers) {
      expect((await viewer.atLeast(12)).toString('latin1', 0, 12)).toBe('RFB 003.008\n');
      viewer.send(...Buffer.from('RFB 003.008\n'));
      await viewer.atLeast(14);
      viewer.send(1);
      await viewer.atLeast(18);
      viewer.send(1);
      await viewer.atLeast(18 + 24);
      viewer.send(4, 1, 0, 0, 0, 0, 0, 65);
      viewer.send(3, 0, 0, 0, 0, 0, 0, 16, 0, 16);
      await viewer.atLeast(18 + 24 + 16);
    }
    await client.call('killVm', { vmId, intentGeneration: 3 });
    for (const viewer of viewers) await eventually(() => viewer.console.closed);
  });

  it('refuses consoles, typed, before anything is opened', async () => {
    const vmId = await startVm(5);
    const readOnly = new SerialReader(client, vmId, undefined, true);
    await readOnly.bytes(1);
    readOnly.type('x');
    expect((await readOnly.console.failure()).code).toBe('not-permitted');
    const unopened = client.console();
    unopened.input(Buffer.from('x'));
    expect((await unopened.refusal()).code).toBe('invalid-input');
    await client.call('killVm', { vmId, intentGeneration: 3 });
    for (const reader of [new SerialReader(client, vmId), new ScreenReader(client, vmId)]) {
      expect((await reader.console.failure()).code).toBe('wrong-state');
    }
    const nobody = lab.spec(999).vmId ?? '';
    for (const reader of [new SerialReader(client, nobody), new ScreenReader(client, nobody)]) {
      expect((await reader.console.failure()).code).toBe('not-found');
    }
  });

  it('refuses a second agent on its data directory, naming the first', async () => {
    const second = lab.spawn();
    const code = await eventually(() => second.child.exitCode);
    expect(code).not.toBe(0);
    expect(second.log.find((line) => line['code'] === 'already-running')).toMatchObject({
      details: { owner: `process ${agent.child.pid}` },
    });
    expect(await client.call('listVms', {})).toBeDefined();
  });

  it('is killed without its guests noticing, and continues their consoles without losing a byte', async () => {
    const vmId = await startVm(6, 'on-failure');
    const pid = await pidOf(vmId);
    const before = new SerialReader(client, vmId, 0);
    await before.bytes(6 * ROW);
    const generation = (await reportOf(vmId))?.generation ?? Infinity;
    await agent.end('SIGKILL');
    await eventually(() => before.console.error);
    agent = await lab.start();
    expect(await pidOf(vmId)).toBe(pid);
    const report = await eventually(() => reportOf(vmId).catch(() => null));
    expect(report).toMatchObject({ state: 'running', restarts: 0 });
    expect(report.generation).toBeGreaterThan(generation);
    const after = new SerialReader(client, vmId, before.next);
    await after.bytes(6 * ROW);
    expect(after.gaps).toEqual([]);
    expect(isUnbroken(before.text + after.text)).toBe(true);
    after.console.end();
  });

  it('sees a QEMU that was killed, and starts it again by policy on the same console', async () => {
    const vmId = lab.spec(6).vmId ?? '';
    const reader = new SerialReader(client, vmId);
    await reader.bytes(ROW);
    process.kill(await pidOf(vmId), 'SIGKILL');
    const report = await eventually(async () => {
      const now = await reportOf(vmId);
      return now?.state === 'running' && now.restarts === 1 ? now : undefined;
    });
    expect(report.restarts).toBe(1);
    const after = new SerialReader(client, vmId, reader.next);
    expect(isUnbroken(await after.bytes(ROW))).toBe(true);
    expect(after.next - after.text.length).toBe(reader.next);
    after.console.end();
    const never = await startVm(7);
    process.kill(await pidOf(never), 'SIGKILL');
    await eventually(async () => (await reportOf(never))?.state === 'crashed');
  });

  it('stops when told to, leaving its VMs alone, and finds one that ended meanwhile crashed', async () => {
    const vmId = await startVm(8);
    const [kept, lost] = [await pidOf(vmId), await pidOf(lab.spec(6).vmId ?? '')];
    expect(await agent.end('SIGTERM')).toBe(0);
    process.kill(kept, 0);
    process.kill(lost, 'SIGKILL');
    agent = await lab.start();
    await eventually(async () => (await reportOf(vmId))?.state === 'running');
    expect(await pidOf(vmId)).toBe(kept);
    await eventually(async () => (await reportOf(lab.spec(6).vmId ?? ''))?.restarts === 2);
    await client.call('killVm', { vmId, intentGeneration: 9 });
  });
});

describe('a controller that has moved', () => {
  it('is greeted where it says that it is now, also by an agent that starts anew', async () => {
    const moved = await startEnrolment(lab.identity);
    const controller = { name: 'controller', peerId: 'c', addresses: [], urls: [moved.url] };
    try {
      await client.call('setMembers', { version: 7, members: [controller] });
      await agent.end('SIGKILL');
      agent = await lab.start();
      await eventually(() => expect(moved.asked).toContain('/api/v1/enrolment/hello'));
    } finally {
      await moved.close();
    }
  });
});

describe('clocks that differ', () => {
  it.each([-3_600_000, 3_600_000])('by %i ms change nothing', async (ahead) => {
    const other = await AgentLab.open(ahead);
    try {
      await other.start();
      const caller = await other.client();
      expect(await caller.call('listVms', {})).toMatchObject({ reports: [] });
      caller.close();
    } finally {
      await other.close();
    }
  });
});
