/** The lab itself: its machines are machines, its cuts cut, and nothing of it stays. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';
import { INSIDE } from './world.ts';

let network: LabNetwork;
let [left, right]: readonly Machine[] = [];

beforeAll(async () => {
  network = await LabNetwork.make();
  [left, right] = [new Machine('left', 2, network), new Machine('right', 3, network)];
  await left.powerOn();
  await right.powerOn();
});
afterAll(async () => {
  for (const machine of [left, right]) await machine?.scrap();
  await network.remove();
});

async function reaches(from: Machine, to: Machine): Promise<boolean> {
  return from.run(['ping', '-c', '1', '-W', '1', to.address]).then(
    () => true,
    () => false,
  );
}

describe('a machine of the lab', () => {
  it('has a name, a boot id, and processes of its own', async () => {
    expect((await left!.run(['hostname'])).trim()).toBe('left');
    const bootIds = await Promise.all([left!, right!].map((each) => each.run(['cat', '/proc/sys/kernel/random/boot_id'])));
    expect(new Set(bootIds).size).toBe(2);
    expect((await left!.run(['ps', '-e', '-o', 'args='])).split('\n').length).toBeLessThan(8);
  });

  it('loses every process when its plug is pulled, keeps its files, and boots again with another boot id', async () => {
    const before = await left!.run(['cat', '/proc/sys/kernel/random/boot_id']);
    await left!.run(['touch', join(left!.folder, 'kept')]);
    await left!.start(['sleep', '1000'], 'sleep.log');
    await eventually(async () => (await left!.pidsOf('sleep 1000')).length === 1);
    const [sleeper] = await left!.pidsOf('sleep 1000');
    await left!.powerOff();
    await expect(readFile(`/proc/${sleeper}/stat`, 'utf8')).rejects.toThrow('ENOENT');
    expect(await reaches(right!, left!)).toBe(false);
    await left!.powerOn();
    expect(await readdir(left!.folder)).toContain('kept');
    expect(await left!.run(['cat', '/proc/sys/kernel/random/boot_id'])).not.toBe(before);
    await eventually(() => reaches(right!, left!));
  });

  it('stands still when frozen and goes on afterwards', async () => {
    await right!.start(['sleep', '2000'], 'sleep.log');
    await eventually(async () => (await right!.pidsOf('sleep 2000')).length === 1);
    const state = async (): Promise<string | undefined> =>
      (await readFile(`/proc/${(await right!.pidsOf('sleep 2000'))[0]}/stat`, 'utf8')).split(') ')[1]?.[0];
    await right!.freeze();
    await eventually(async () => (await state()) === 'T');
    await right!.thaw();
    await eventually(async () => (await state()) === 'S');
    // Whoever waits for its end must not have stopped with it.
    const [sleeper] = await right!.pidsOf('sleep 2000');
    process.kill(sleeper!, 'SIGKILL');
    await eventually(() =>
      expect(readFile(`/proc/${sleeper}/stat`, 'utf8'))
        .rejects.toThrow('ENOENT')
        .then(() => true),
    );
  });
});

describe('the network of the lab', () => {
  it('carries packets, cuts them one way and both ways, and heals', async () => {
    await eventually(() => reaches(left!, right!));
    await network.cut('one way', [{ from: 3, to: 2 }]);
    expect(await reaches(left!, right!)).toBe(false);
    await network.heal('one way');
    expect(await reaches(left!, right!)).toBe(true);
    await network.partition('halves', [2], [3]);
    expect(await reaches(right!, left!)).toBe(false);
    await network.heal();
    expect(await reaches(right!, left!)).toBe(true);
  });

  it('gives a machine another address while it runs', async () => {
    await right!.readdress(33);
    expect(right!.address).toBe('10.99.0.33');
    await eventually(() => reaches(left!, right!));
  });
});

describe('a world that is killed', () => {
  it('leaves no process and no namespace', async () => {
    const world = join(import.meta.dirname, 'world-of-one.ts');
    const outer = spawn(process.execPath, [world], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(outer.stdout, 'data');
    expect(await marked('killed')).not.toEqual([]);
    outer.kill('SIGKILL');
    await eventually(async () => (await marked('killed')).length === 0);
  });
});

/** Processes of the world called `name`. */
async function marked(name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir('/proc')) {
    const environment = await readFile(`/proc/${entry}/environ`, 'latin1').catch(() => '');
    if (environment.split('\0').includes(`${INSIDE}=${name}`)) found.push(entry);
  }
  return found;
}
