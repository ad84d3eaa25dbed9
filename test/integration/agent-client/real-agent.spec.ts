import { chmod, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentClients } from '@rapidvm/controller-agent-client';
import { createAgentClients } from '@rapidvm/controller-agent-client';
import type { ConsoleSession } from '@rapidvm/controller-app';
import { VIEWER_HEAD_BYTES } from '@rapidvm/controller-app';
import type { MachineSpec } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LentScreen } from '../../../libs/controller/agent-client/src/console/lent-screen.ts';
import { HOST_ID } from '../../../libs/agent/identity/test/enrolment-server.ts';
import { AgentLab } from '../agent/agent-lab.ts';
import type { AgentProcess } from '../agent/agent-lab.ts';
import { listening } from './toy-agent.ts';

const VM = asId<VmId>('0190a0a0-0000-7000-8000-00000000beef');
const SPEC: MachineSpec = {
  vmId: VM,
  name: 'real',
  architecture: 'x86_64',
  cpus: 1,
  memoryMiB: 64,
  disks: [
    {
      name: 'disk0',
      file: { datastore: 'local', path: `vms/real-${VM}/disk0.qcow2` },
      serial: 'disk0',
      base: { file: { datastore: 'local', path: 'images/tiny.raw' }, format: 'raw' },
    },
  ],
  nics: [{ name: 'nic0', kind: 'user', mac: '52:54:00:12:34:56' }],
  display: 'std',
  restart: 'never',
};

let lab: AgentLab;
let agent: AgentProcess;
let clients: AgentClients;
let heard: ReturnType<typeof listening>;

beforeAll(async () => {
  lab = await AgentLab.open();
  agent = await lab.start();
  const { privateKeyPem, certificatePem } = await lab.identity.controllerCertificate();
  const identity = { privateKeyPem, certificatePem, caCertificatePem: lab.identity.caCertificatePem };
  clients = createAgentClients({ identity, clock: systemClock, timers: systemTimers, rng: systemRng, logger: recordingLogger() });
  heard = listening(clients);
  clients.connections.setHosts([{ id: HOST_ID, name: 'lab', agentAddress: `127.0.0.1:${lab.port}` }]);
  await clients.connections.start();
});

afterAll(async () => {
  await clients.connections.stop();
  clients.close();
  await lab.close();
});

/** Serial bytes from `fromOffset` until there are `count`. */
async function serial(count: number, fromOffset?: number): Promise<{ readonly text: string; readonly offset: number }> {
  const session = await clients.consoles.open(HOST_ID, VM, { kind: 'serial', readOnly: true, fromOffset });
  const messages = await collect(session, (all) => textOf(all).length >= count);
  return { text: textOf(messages).slice(0, count), offset: Number(messages[0]?.readBigUInt64BE()) };
}

/** Without the offset before each piece. */
function textOf(messages: readonly Buffer[]): string {
  return messages.map((message) => message.subarray(8).toString()).join('');
}

/** What a console sends, until it is enough. */
async function collect(session: ConsoleSession, enough: (messages: readonly Buffer[]) => boolean): Promise<readonly Buffer[]> {
  const messages: Buffer[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  session.attach({
    data(frame, taken) {
      messages.push(Buffer.from(frame.subarray(VIEWER_HEAD_BYTES)));
      if (enough(messages)) resolve();
      taken();
    },
    note: () => undefined,
    room: () => undefined,
    ended: (end) => reject(end.kind === 'failed' ? end.error : new Error(end.message)),
  });
  await promise;
  session.close();
  return messages;
}

describe('a real agent with real QEMU', () => {
  it('does what it is told and tells what it does', async () => {
    const hardware = await eventually(() => heard.facts.at(-1)?.hardware);
    expect(hardware.topology?.threads).toBeGreaterThanOrEqual(1);
    expect(hardware.machineTypes).toContain('pc-q35-7.2');
    expect(await clients.gateway.inspectImage(HOST_ID, { datastore: 'local', path: 'images/tiny.raw' }, 'disk')).toMatchObject({
      format: 'raw',
    });
    expect(await clients.gateway.provisionVm(HOST_ID, SPEC, asGeneration(1))).toMatchObject({ vmId: VM, state: 'stopped' });
    expect(await clients.gateway.startVm(HOST_ID, SPEC, asGeneration(2))).toMatchObject({
      state: 'running',
      intentGeneration: 2,
    });
    await expect(clients.gateway.killVm(HOST_ID, VM, asGeneration(1))).rejects.toMatchObject({ code: 'stale-generation' });
    await eventually(() => heard.reports.some(({ vmId, state }) => vmId === VM && state === 'running'));
    await clients.gateway.setMembers(HOST_ID, { version: 2, members: [] });
  });

  it('shows both consoles, and the serial one again from any byte', async () => {
    const first = await serial(200);
    const again = await serial(100, first.offset + 50);
    expect(again.text).toBe(first.text.slice(50, 150));
    const screen = await clients.consoles.open(HOST_ID, VM, { kind: 'screen', readOnly: false });
    expect(Buffer.concat(await collect(screen, (all) => Buffer.concat(all).length >= 12)).toString()).toMatch(/^RFB 003\.00\d\n/);
    const nobody = asId<VmId>('0190a0a0-0000-7000-8000-00000000dead');
    await expect(clients.consoles.open(HOST_ID, nobody, { kind: 'serial', readOnly: true })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('lends its screens to a controller on its machine, and carries them itself where its folder of loans is not safe', async () => {
    const folder = join(lab.folder, 'data', 'run', 'loans');
    const greeting = async (): Promise<ConsoleSession> => {
      const screen = await clients.consoles.open(HOST_ID, VM, { kind: 'screen', readOnly: false });
      const said = await collect(screen, (all) => Buffer.concat(all).length >= 12);
      expect(Buffer.concat(said).toString()).toMatch(/^RFB 003/);
      return screen;
    };
    expect(await greeting()).toBeInstanceOf(LentScreen);
    await eventually(async () => (await readdir(folder)).length === 0);
    await chmod(folder, 0o777);
    expect(await greeting()).not.toBeInstanceOf(LentScreen);
    await chmod(folder, 0o711);
  });

  it('lets a controller on its machine in by its door for a serial console, and carries it over the network where its folder of loans is not safe', async () => {
    const [run, whole] = [join(lab.folder, 'data', 'run'), await serial(200)];
    /** Connections at the door; it listens there too. */
    const visitors = async (): Promise<number> => {
      const lines = (await readFile('/proc/net/unix', 'utf8')).split('\n');
      return lines.filter((line) => line.endsWith(join(run, 'door', 'consoles.sock'))).length - 1;
    };
    const visitorsOfOne = async (): Promise<number> => {
      const session = await clients.consoles.open(HOST_ID, VM, { kind: 'serial', readOnly: false });
      const count = await visitors();
      const messages = await collect(session, (all) => textOf(all).length >= 200);
      expect(textOf(messages).slice(0, 200)).toBe(whole.text);
      await eventually(async () => (await visitors()) === 0);
      return count;
    };
    expect(await visitorsOfOne()).toBe(1);
    await eventually(async () => (await readdir(join(run, 'loans'))).length === 0);
    await chmod(join(run, 'loans'), 0o777);
    expect(await visitorsOfOne()).toBe(0);
    await chmod(join(run, 'loans'), 0o711);
  });

  it('whose serial console came by the door can be killed: the viewer is told', async () => {
    const session = await clients.consoles.open(HOST_ID, VM, { kind: 'serial', readOnly: true });
    const ended = collect(session, () => false);
    await Promise.all([expect(ended).rejects.toMatchObject({ code: 'host-unreachable' }), agent.end('SIGKILL')]);
    const before = heard.told.length;
    agent = await lab.start();
    await eventually(() => heard.told.slice(before).includes('complete 1'), 20_000);
    await serial(200);
  });

  it('whose screen is lent can be killed: the viewer is told, as when it carries the bytes', async () => {
    const screen = await clients.consoles.open(HOST_ID, VM, { kind: 'screen', readOnly: false });
    expect(screen).toBeInstanceOf(LentScreen);
    const ended = collect(screen, () => false);
    await Promise.all([expect(ended).rejects.toMatchObject({ code: 'host-unreachable' }), agent.end('SIGKILL')]);
    const before = heard.told.length;
    agent = await lab.start();
    await eventually(() => heard.told.slice(before).includes('complete 1'), 20_000);
  });

  it('is found again when it was killed and started', async () => {
    await agent.end('SIGKILL');
    await eventually(() => heard.told.at(-1)?.startsWith('disconnected'));
    await expect(clients.gateway.killVm(HOST_ID, VM, asGeneration(3))).rejects.toMatchObject({ code: 'host-unreachable' });
    const before = heard.told.length;
    agent = await lab.start();
    await eventually(() => heard.told.slice(before).includes('complete 1'));
    expect(await clients.gateway.stopVm(HOST_ID, VM, asGeneration(3), 30)).toMatchObject({ state: 'stopped' });
    expect(await clients.gateway.removeVm(HOST_ID, VM, asGeneration(4), SPEC)).toMatchObject({ state: 'destroyed' });
  });
});
