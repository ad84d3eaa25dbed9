/** What people are shown, held against what is: every host and VM by the controller, every other host by each agent. */
import type { HostView, VmView } from '@rapidvm/operations';
import type { Lab } from '../lab.ts';
import type { Fate } from './fate.ts';
import type { QemuWatch } from './qemu-watch.ts';

/** Every VM at once: a page holds more than a chaos has. */
const PAGE = 200;

const WITH_PROCESS: readonly VmView['state'][] = ['running', 'paused', 'starting', 'stopping'];
const WITHOUT_PROCESS: readonly VmView['state'][] = ['created', 'stopped', 'crashed', 'starting'];

export interface World {
  readonly lab: Lab;
  readonly fates: readonly Fate[];
  readonly watch: QemuWatch;
}

export async function allVms(lab: Lab): Promise<readonly VmView[]> {
  return (await lab.api.call('vm.list', { limit: PAGE })).items;
}

/** Everything that is shown wrongly now; empty: all views are right. */
export async function wrongViews(world: World): Promise<readonly string[]> {
  await world.watch.look();
  const hosts = (await world.lab.api.call('host.list', {})).items;
  const wrong = hosts.flatMap((view) => wrongHost(view, world.fates));
  const machines = new Map<string, string>();
  for (const { fault, host } of world.fates) if (fault !== 'power') machines.set(host.name, await host.machine.pidNamespace());
  for (const vm of await allVms(world.lab)) wrong.push(...wrongVm(vm, world, machines));
  for (const fate of world.fates) wrong.push(...(await wrongMesh(fate, world.fates)));
  return wrong;
}

function wrongHost({ name, state, reason }: HostView, fates: readonly Fate[]): readonly string[] {
  const fault = faultOf(name, fates);
  const should = fault === null ? 'active' : 'failed';
  return state === should ? [] : [`the controller shows host ${name} as ${state} (${reason}), it is ${fault ?? 'well'}`];
}

/** A VM at which a task works is on its way; but it is never shown as gone. */
function wrongVm(vm: VmView, { fates, watch }: World, machines: ReadonlyMap<string, string>): readonly string[] {
  const fault = faultOf(vm.hostName ?? '', fates);
  const shown = `the controller shows VM ${vm.name} on ${vm.hostName} as ${vm.state} (${vm.reason})`;
  if (vm.state === 'destroyed') return [shown];
  if (vm.activeTaskId !== null) return [];
  if (fault !== null) return vm.state === 'unknown' ? [] : [`${shown}, its host can't be seen (${fault})`];
  const there = watch.machinesOf(vm.id).filter((machine) => machine === machines.get(vm.hostName ?? '')).length;
  const fitting = there === 0 ? WITHOUT_PROCESS : WITH_PROCESS;
  return fitting.includes(vm.state) ? [] : [`${shown}, it has ${there} QEMUs there`];
}

async function wrongMesh({ host, fault }: Fate, fates: readonly Fate[]): Promise<readonly string[]> {
  // Who stands still or does not run holds nothing.
  if (fault === 'power' || fault === 'freeze' || fault === 'agent') return [];
  const mesh = (await host.status())?.mesh;
  if (fault === 'cut') return mesh?.isolated === true ? [] : [`${host.name} is cut off and does not know it`];
  const should = fates.flatMap((fate) => (fate.fault === null ? [] : [`${fate.host.name} failed`])).sort();
  const holds = Object.entries(mesh?.notActive ?? {})
    .map(([name, state]) => `${name} ${state}`)
    .sort();
  if (mesh?.isolated === false && should.join() === holds.join()) return [];
  return [
    `${host.name} holds [${holds.join(', ')}]${mesh?.isolated === true ? ' and itself for cut off' : ''}, right is [${should.join(', ')}]`,
  ];
}

function faultOf(name: string, fates: readonly Fate[]): Fate['fault'] {
  return fates.find(({ host }) => host.name === name)?.fault ?? null;
}
