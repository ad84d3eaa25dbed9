/** What people see when plugs are pulled and cables cut: told by the members of the mesh, not by the controller's ears alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import type { HostView, VmView } from '@rapidvm/operations';
import { provideWitness } from './guests.ts';
import type { HostMachine } from './host-machine.ts';
import { buildLab, type Lab } from './lab.ts';

/** memberlab measures how fast it goes; here several machines share one that may be busy. */
const SEEN_MS = 30_000;
const SIDE = { controller: 1, hosts: [11, 12, 13] } as const;

let lab: Lab;
let vm: VmView;

beforeAll(async () => {
  lab = await buildLab({ hosts: 3 });
  const image = await provideWitness(lab.api, lab.shared);
  vm = (await lab.api.call('vm.create', { name: 'resting', image, host: 'h3', memoryMiB: 32 })).vm;
  await vmIn('stopped');
});
afterAll(() => lab?.close());

function vmIn(state: VmView['state']): Promise<VmView> {
  return eventually(async () => {
    const now = await lab.api.call('vm.get', { id: vm.id });
    if (now.state !== state) throw new Error(`the VM is ${now.state}, not ${state}`);
    return now;
  }, SEEN_MS);
}

function allIn(state: HostView['state']): Promise<readonly HostView[]> {
  return Promise.all(lab.hosts.map((host) => host.isIn(lab.api, state, SEEN_MS)));
}

/** Waits until the agents themselves hold exactly this of other hosts. */
async function agentsHold(notActive: Readonly<Record<string, HostView['state']>>, by: readonly HostMachine[]): Promise<void> {
  for (const host of by)
    await eventually(async () => expect((await host.status())?.mesh).toEqual({ isolated: false, notActive }), SEEN_MS);
}

describe('three hosts and a controller', () => {
  it('miss a host whose plug is pulled by the word of all others, and have it back', async () => {
    const [, , victim] = lab.hosts;
    await victim!.powerOff();
    expect((await victim!.isIn(lab.api, 'failed', SEEN_MS)).reason).toMatch(/no longer see it: .*(h1|h2)/);
    expect((await vmIn('unknown')).reason).toMatch(/h3/);
    expect((await lab.hosts[0]!.isIn(lab.api, 'active', SEEN_MS)).reason).toBeNull();
    await agentsHold({ h3: 'failed' }, lab.hosts.slice(0, 2));
    await victim!.powerOn();
    await victim!.isIn(lab.api, 'active', SEEN_MS);
    await agentsHold({}, lab.hosts);
    await vmIn('stopped');
  });

  it('have a frozen host back without a word against anybody', async () => {
    const [victim] = lab.hosts;
    await victim!.machine.freeze();
    await victim!.isIn(lab.api, 'failed', SEEN_MS);
    await victim!.machine.thaw();
    await allIn('active');
  });

  it('are suspect and not failed when the controller is the one cut off: it alone does not see them', async () => {
    await lab.network.partition('controller', [SIDE.controller], SIDE.hosts);
    const hosts = await allIn('suspect');
    for (const { reason } of hosts) expect(reason).toMatch(/cut off itself|1 member no longer sees it: controller/);
    await lab.network.heal('controller');
    await allIn('active');
    await vmIn('stopped');
  });
});
