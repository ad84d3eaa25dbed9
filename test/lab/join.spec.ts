/** A bare machine becomes a host by one pasted line: with no network but the controller's, and no agent of anybody's before. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJoinToken } from '@rapidvm/domain';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../scripts/shared/run.ts';
import { timesBusier } from '../busy.ts';
import { ControllerMachine } from './controller-machine.ts';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';

/** What a person has to wait at most until the host is there, when controller and machine have not much else to do. */
const JOIN_MS = 60_000;

/** Milliseconds until which a test waits: it may share the processors with others. */
const PATIENCE_MS = 180_000;
const OWN = ['/etc', '/opt', '/var/lib'];

let network: LabNetwork;
let controller: ControllerMachine;
const machines: Machine[] = [];

async function bareMachine(name: string, number: number): Promise<Machine> {
  const machine = new Machine(name, number, network);
  await machine.powerOn();
  await machine.own(OWN);
  machines.push(machine);
  return machine;
}

/** Pastes a line on a machine; what it said, and whether it was content. */
async function paste(machine: Machine, line: string, ...before: string[]): Promise<{ ok: boolean; said: string }> {
  return machine.run([...before, 'bash', '-c', `${line} 2>&1`]).then(
    (said) => ({ ok: true, said }),
    (error: Error) => ({ ok: false, said: error.message }),
  );
}

async function newLine(): Promise<string> {
  const { command } = await controller.api.call('host.invite', { validMinutes: 10 });
  return command ?? '';
}

async function hosts(): Promise<readonly (readonly [string, string, string])[]> {
  const { items } = await controller.api.call('host.list', {});
  return items.map(({ name, state, agentAddress }) => [name, state, agentAddress] as const);
}

beforeAll(async () => {
  network = await LabNetwork.make();
  controller = new ControllerMachine(new Machine('controller', 1, network));
  machines.push(controller.machine);
  await controller.machine.powerOn();
  await controller.start();
});
afterAll(async () => {
  for (const machine of machines) await machine.scrap();
  await network.remove();
});

describe('the pasted line', () => {
  let pi: Machine;
  let line: string;
  const agents = () => pi.pidsOf('/opt/rapidvm-agent/agent.js --config');

  it('makes a bare machine a host that is active, in less than a minute, and says what it is', async () => {
    pi = await bareMachine('pi', 21);
    line = await newLine();
    const began = performance.now();
    const { ok, said } = await paste(pi, line);
    await eventually(async () => expect(await hosts()).toEqual([['pi', 'active', '10.99.0.21:7442']]), PATIENCE_MS);
    const tookMs = performance.now() - began;
    process.stderr.write(`joined after ${(tookMs / 1000).toFixed(1)} s, saying:\n${said}\n`);
    expect(ok).toBe(true);
    expect(tookMs).toBeLessThan(JOIN_MS * timesBusier());
    expect(said).toContain('this machine has joined as host pi');
    expect(said).toMatch(/the controller sees this host\. VMs (run with KVM|are emulated \(TCG, slow\): \S)/);
    expect(said).toContain('there is no systemd here');
  });

  it('leaves its secret nowhere', async () => {
    const { secret } = parseJoinToken(/t='([^']*)'/.exec(line)?.[1] ?? '');
    await expect(run(['grep', '-rslF', '--devices=skip', secret, pi.folder])).rejects.toThrow('exit code 1');
  });

  it('changes nothing when it is pasted again, though its token is used', async () => {
    const before = await agents();
    expect(before).toHaveLength(1);
    const { ok, said } = await paste(pi, line);
    expect(said).toContain('is a host of this cluster already');
    expect(ok).toBe(true);
    expect(await agents()).toEqual(before);
    expect(await hosts()).toHaveLength(1);
  });

  it('says that its token is used, on another machine', async () => {
    const other = await bareMachine('other', 22);
    const { ok, said } = await paste(other, line);
    expect(ok).toBe(false);
    expect(said).toContain('perhaps it was used');
    expect(said).toContain('rapidvm host invite');
    expect(await other.pidsOf('agent.js')).toEqual([]);
  });

  it('says that a port is taken, and joins with the same line when it is free', async () => {
    const other = machines.find(({ name }) => name === 'other')!;
    const hog = "require('net').createServer().listen(7442)";
    await other.start([process.execPath, '-e', hog], 'hog.log');
    await eventually(async () => expect(await other.run(['ss', '-ltn'])).toContain(':7442'));
    const mine = await newLine();
    const refused = await paste(other, mine);
    expect(refused.ok).toBe(false);
    expect(refused.said).toContain('TCP port 7442');
    for (const pid of await other.pidsOf(hog)) process.kill(pid, 'SIGKILL');
    await eventually(async () => expect(await other.run(['ss', '-ltn'])).not.toContain(':7442'));
    expect((await paste(other, mine)).ok).toBe(true);
    await eventually(async () => expect(await hosts()).toContainEqual(['other', 'active', '10.99.0.22:7442']), PATIENCE_MS);
  });

  it('says that no controller answers', async () => {
    const lonely = await bareMachine('lonely', 23);
    await network.partition('lonely', [23], [1]);
    const { ok, said } = await paste(lonely, await newLine());
    await network.heal('lonely');
    expect(ok).toBe(false);
    expect(said).toContain('no controller of this line answers');
  });

  it('works with a clock that is an hour off, and says so with one that is years off; a second machine of one name gets a number', async () => {
    const late = await bareMachine('late', 24);
    await late.run(['hostname', 'pi']);
    const mine = await newLine();
    const years = await paste(late, mine, 'faketime', '-f', '-3y');
    expect(years.ok).toBe(false);
    expect(years.said).toContain("not good by this machine's clock");
    const hour = await paste(late, mine, 'faketime', '-f', '-1h');
    expect(hour.said).toContain('this machine has joined as host pi-2');
    await eventually(async () => expect(await hosts()).toContainEqual(['pi-2', 'active', '10.99.0.24:7442']), PATIENCE_MS);
  });
});

describe('a host that has joined', () => {
  it('is found again by itself within seconds when its address changes', async () => {
    const pi = machines.find(({ name }) => name === 'pi')!;
    await pi.readdress(121);
    const began = performance.now();
    await eventually(async () => expect(await hosts()).toContainEqual(['pi', 'active', '10.99.0.121:7442']), PATIENCE_MS);
    process.stderr.write(`found at its new address after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    const { items } = await controller.api.call('event.list', { limit: 100 });
    expect(items.map(({ message }) => message)).toContain('The host pi is at 10.99.0.121:7442 now');
  });

  it('keeps its members and its mesh while the controller is away', async () => {
    await controller.kill();
    const pi = machines.find(({ name }) => name === 'pi')!;
    const members = JSON.parse(
      await readFile(join(pi.folder, 'root', '_var_lib', 'upper', 'rapidvm/agent/identity/members.json'), 'utf8'),
    ) as {
      members: { name: string }[];
    };
    expect(members.members.map(({ name }) => name).sort()).toEqual(['controller', 'other', 'pi', 'pi-2']);
    await eventually(async () => expect((await meshNeighbours(pi)).length).toBeGreaterThanOrEqual(2));
    await controller.start();
  });

  it('is locked out at once when it is removed, is told so, and comes in again with a new line', async () => {
    const other = machines.find(({ name }) => name === 'other')!;
    const { items } = await controller.api.call('host.list', { name: 'other' });
    await controller.api.call('host.remove', { id: items[0]!.id });
    await eventually(async () => expect(await meshNeighbours(other)).toEqual([]), 10_000);
    const status = join(other.folder, 'root', '_var_lib', 'upper', 'rapidvm/agent/status.json');
    await eventually(async () => expect(await readFile(status, 'utf8')).toContain('"not-authenticated"'), 30_000);
    expect((await paste(other, await newLine())).ok).toBe(true);
    await eventually(async () => expect(await hosts()).toContainEqual(['other', 'active', '10.99.0.22:7442']), PATIENCE_MS);
  });

  it('is told by name that another machine has its identity, and becomes a host of its own with a new line', async () => {
    const pi = machines.find(({ name }) => name === 'pi')!;
    const copy = new Machine('copy', 25, network);
    machines.push(copy);
    await copy.powerOn();
    await copy.own(OWN);
    const upper = (of: Machine, folder: string) => join(of.folder, 'root', folder, 'upper');
    for (const folder of ['_opt', '_var_lib'])
      await copy.run(['cp', '-a', `${upper(pi, folder)}/.`, folder.replaceAll('_', '/')]);
    await copy.run(['rm', '-f', '/var/lib/rapidvm/agent/agent.pid', '/var/lib/rapidvm/agent/status.json']);
    const { ok, said } = await paste(copy, await newLine());
    expect(said).toContain('has the identity of pi');
    expect(said).toContain('this machine joins as a host of its own');
    expect(ok).toBe(true);
    await eventually(async () => expect(await hosts()).toContainEqual(['pi-3', 'active', '10.99.0.25:7442']), PATIENCE_MS);
    expect(await hosts()).toContainEqual(['pi', 'active', '10.99.0.121:7442']);
  });
});

/** Other machines that `machine` has a mesh connection with. */
async function meshNeighbours(machine: Machine): Promise<readonly string[]> {
  const lines = (await machine.run(['ss', '-Htn', 'state', 'established'])).split('\n');
  const peers = lines
    .map((line) => line.trim().split(/\s+/))
    .filter((parts) => /:(7443|8445)$/.test(`${parts[2]}`) || /:7443$/.test(`${parts[3]}`));
  return [...new Set(peers.map((parts) => (parts[3] ?? '').replace(/:\d+$/, '')))];
}
