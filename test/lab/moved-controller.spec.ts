/** A controller whose address changes, as a router's lease does: its hosts are told, and find it there when they next speak up. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import { provideWitness, WITNESS_MEMORY_MIB } from './guests.ts';
import type { HostMachine } from './host-machine.ts';
import { buildLab, type Lab } from './lab.ts';

/** Milliseconds: the controller's certificate names a new address of its machine within a minute. */
const MOVED_MS = 180_000;

let lab: Lab;
let host: HostMachine;

beforeAll(async () => {
  lab = await buildLab({ hosts: 1 });
  [host] = lab.hosts as [HostMachine];
});
afterAll(() => lab?.close());

const heardOf = () => readFile(join(host.machine.folder, 'agent', 'identity', 'members.json'), 'utf8');
const greetings = async () =>
  (await readFile(join(host.machine.folder, 'agent.log'), 'utf8')).split('The controller knows where this host is').length - 1;

it('is known to its host at the new address, which greets it there when it boots and has its VM run again', async () => {
  const image = await provideWitness(lab.api, lab.shared);
  const about = {
    name: 'still-here',
    image,
    memoryMiB: WITNESS_MEMORY_MIB,
    display: 'none',
    restart: 'always',
    start: true,
  } as const;
  const { task, vm } = await lab.api.call('vm.create', about);
  await followTask(lab.api, task);
  await lab.controller.machine.readdress(101);
  const { url } = lab.controller;
  expect(url).toContain('10.99.0.101');
  await eventually(async () => expect(await heardOf()).toContain(url), MOVED_MS);
  const api = await eventually(() => lab.controller.logIn(), MOVED_MS);
  await host.isIn(api, 'active', MOVED_MS);
  await host.powerOff();
  // One member alone can't tell the other's failure from its own.
  await host.isIn(api, 'suspect', MOVED_MS);
  const before = await greetings();
  await host.powerOn();
  await host.isIn(api, 'active', MOVED_MS);
  await eventually(async () => (await greetings()) > before, MOVED_MS);
  await eventually(async () => expect(await api.call('vm.get', { id: vm.id })).toMatchObject({ state: 'running' }), MOVED_MS);
});
