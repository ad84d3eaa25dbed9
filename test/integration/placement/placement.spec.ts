/** Placement on a real PostgreSQL: many schedulers at once, hosts that go out of service meanwhile, capacity that is given back. */
import type { Stores } from '@rapidvm/controller-app';
import type { PlacementRule, VmIntent } from '@rapidvm/domain';
import { ANYWHERE, placementOf, selectorsOf } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../controller-app/world.ts';
import { PlacementWorld, running, tried } from './placement-world.ts';

let world: PlacementWorld;
beforeAll(async () => {
  world = await PlacementWorld.open();
});
afterEach(() => world.clear());
afterAll(() => world.close());

const SCHEDULERS = 8;
const room = fc.integer({ min: 256, max: 4096 });
const wish = fc.record({ memoryMiB: fc.integer({ min: 64, max: 1024 }), cpus: fc.integer({ min: 1, max: 4 }) });
const code = (error: unknown): unknown => (error instanceof Object && 'code' in error ? error.code : error);

/** Somebody is faster: `event` comes between the decision and the taking of places. */
function beforeReserving(placement: Stores['placement'], event: () => Promise<unknown>): Stores['placement'] {
  return new Proxy(placement, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return async (...values: unknown[]): Promise<unknown> => {
        if (key === 'reserve') await event();
        return Reflect.apply(value, target, values);
      };
    },
  });
}

describe('8 schedulers at once', () => {
  it('never promise more than there is, lose nobody, and refuse only what has no room', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.record({ guestMiB: room, cpus: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 5 }),
          fc.array(wish, { minLength: 8, maxLength: 40 }),
          async (rooms, wishes) => {
            const hosts = await Promise.all(rooms.map(({ guestMiB, cpus }) => world.host(guestMiB, { cpus })));
            const vms = await Promise.all(wishes.map((each) => world.vm(each)));
            const placers = world.placers(SCHEDULERS);
            const answers = await Promise.all(vms.map(({ id }, index) => tried(placers[index % SCHEDULERS]!.take(running(id)))));
            const left: { memoryMiB: number; cpus: number; own: number }[] = [];
            for (const { id, facts } of hosts) {
              const { counted, summed, limit } = await world.held(id);
              expect(counted).toEqual(summed);
              expect(counted.memoryMiB).toBeLessThanOrEqual(limit.memoryMiB);
              expect(counted.cpus).toBeLessThanOrEqual(limit.cpus);
              const own = facts?.inventory.cpus ?? 0;
              left.push({ memoryMiB: limit.memoryMiB - counted.memoryMiB, cpus: limit.cpus - counted.cpus, own });
            }
            for (const [index, answer] of answers.entries()) {
              const { id, spec } = vms[index]!;
              const { intent } = (await world.read.vms.get(id))!;
              if ('refused' in answer) {
                expect(code(answer.refused)).toBe('no-host-fits');
                expect(intent.hostId).toBeNull();
                // Nothing was given back, so what does not fit now did not fit then or was overtaken by something that did.
                expect(
                  left.some(({ memoryMiB, cpus, own }) => memoryMiB >= spec.memoryMiB && cpus >= spec.cpus && own >= spec.cpus),
                ).toBe(false);
              } else {
                expect(intent.hostId).toBe(answer.hostId);
                expect(await world.read.placement.decision(id)).toMatchObject({ hostId: answer.hostId, reason: answer.reason });
              }
            }
          },
        )
        .afterEach(() => world.clear()),
      { numRuns: 15 },
    );
  }, 120_000);

  it('give the same VM one place, however often and wherever it is asked for', async () => {
    await Promise.all([world.host(1024), world.host(1024)]);
    const { id } = await world.vm({ memoryMiB: 600 });
    const places = await Promise.all(
      world.placers(SCHEDULERS).flatMap((placer) => [placer.take(running(id)), placer.take(running(id))]),
    );
    expect(new Set(places.map(({ hostId }) => hostId)).size).toBe(1);
    const held = await world.held(places[0]!.hostId);
    expect(held.counted).toEqual({ memoryMiB: 600, cpus: 1 });
  });

  it('ask again for who was refused only because another of its batch was to have the room, and did not get it', async () => {
    await world.host(1000);
    const [placer, other] = world.placers(2);
    // So that the host has its limits, which are set under a lock.
    await placer!.take(running((await world.vm({ memoryMiB: 64 })).id));
    const [first, second] = [await world.vm({ memoryMiB: 600 }), await world.vm({ memoryMiB: 500 })];
    const faster = await world.vm({ memoryMiB: 400 });
    const outcomes = await world.database.transaction((stores) => {
      const placement = beforeReserving(stores.placement, () => other!.take(running(faster.id)));
      return placer!.commit({ ...stores, placement }, [running(first.id), running(second.id)]);
    });
    expect(outcomes).toEqual(['again', 'again']);
    expect(await tried(placer!.take(running(first.id)))).toMatchObject({ refused: { code: 'no-host-fits' } });
    expect(await tried(placer!.take(running(second.id)))).toHaveProperty('hostId');
  });

  it('keep VMs apart that must be', async () => {
    await Promise.all([world.host(4096), world.host(4096), world.host(4096)]);
    const rule: PlacementRule = { about: 'vms', wish: 'without', strength: 'must', selector: 'app=db' };
    const placement = { ...ANYWHERE, rules: [rule] };
    const vms = await Promise.all([1, 2, 3, 4].map(() => world.vm({ labels: { app: 'db' }, placement })));
    const [placer] = world.placers(1);
    const answers = await Promise.all(vms.map(({ id }) => tried(placer!.take(running(id)))));
    const hosts = answers.flatMap((answer) => ('refused' in answer ? [] : [answer.hostId]));
    expect([hosts.length, new Set(hosts).size]).toEqual([3, 3]);
    expect(answers.find((answer) => 'refused' in answer)).toMatchObject({
      refused: {
        code: 'no-host-fits',
        details: { hosts: 3, refusals: expect.arrayContaining([expect.objectContaining({ code: 'vm-beside' })]) },
      },
    });
  });
});

describe('8 schedulers at once, of VMs with rules that must be kept', () => {
  const apart = (selector: string): PlacementRule => ({ about: 'vms', wish: 'without', strength: 'must', selector });
  const together: PlacementRule = { about: 'vms', wish: 'with', strength: 'must', selector: 'team=x' };
  const draft = fc.record({
    app: fc.constantFrom('a', 'b', null),
    rule: fc.constantFrom(null, apart('app=a'), apart('app'), together),
  });

  it('have none beside another that it must not be beside, and all together that must be', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.integer({ min: 2, max: 5 }),
          fc.array(draft, { minLength: 8, maxLength: 24 }),
          async (hosts, drafts) => {
            await Promise.all(Array.from({ length: hosts }, () => world.host(64 * 1024)));
            const vms = await Promise.all(
              drafts.map(({ app, rule }) => {
                const labels = { ...(app !== null && { app }), ...(rule === together && { team: 'x' }) };
                return world.vm({ labels, placement: { ...ANYWHERE, rules: rule === null ? [] : [rule] } });
              }),
            );
            const placers = world.placers(SCHEDULERS);
            const answers = await Promise.all(vms.map(({ id }, index) => tried(placers[index % SCHEDULERS]!.take(running(id)))));
            for (const answer of answers) if ('refused' in answer) expect(code(answer.refused)).toBe('no-host-fits');
            const placed = vms.flatMap((vm, index) => {
              const answer = answers[index]!;
              return 'refused' in answer ? [] : [{ vm, hostId: answer.hostId }];
            });
            for (const { vm, hostId } of placed) {
              const beside = placed.filter((other) => other.hostId === hostId && other.vm !== vm).map((other) => other.vm);
              for (const { selector } of placementOf(vm.spec).rules.filter(({ wish }) => wish === 'without')) {
                expect(beside.filter(({ spec }) => selectorsOf(spec.labels).includes(selector))).toEqual([]);
              }
            }
            const group = placed.filter(({ vm }) => vm.spec.labels['team'] === 'x').map(({ hostId }) => hostId);
            expect(new Set(group).size).toBeLessThanOrEqual(1);
          },
        )
        .afterEach(() => world.clear()),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('a host that goes out of service', () => {
  it('takes no VM that was decided for it before', async () => {
    const host = await world.host(4096);
    const { id } = await world.vm();
    const [placer] = world.placers(1);
    await placer!.pictures.hosts(world.read);
    const taken = await world.database.transaction(async (stores) => {
      await stores.hosts.lock(host.id);
      await stores.hosts.setService(host.id, 'in-service', { mode: 'maintenance', since: now(), reason: null });
      // The scheduler sees the host as it was, and has to wait for this transaction before it can have it.
      return { answer: tried(placer!.take(running(id))) };
    });
    expect(await taken.answer).toMatchObject({
      refused: { code: 'no-host-fits', details: { refusals: [{ code: 'host-state', change: 'end its maintenance' }] } },
    });
    expect((await world.held(host.id)).counted).toEqual({ memoryMiB: 0, cpus: 0 });
  });
});

describe('capacity', () => {
  const report = (vm: VmIntent, hostId: HostId, generation: number, state: 'running' | 'stopped') =>
    world.database.transaction(async (stores) => {
      const base = { vmId: vm.id, hostId, since: now(), reason: null, accelerator: null, restarts: 0 } as const;
      await stores.vms.observe({ ...base, state, generation: asGeneration(generation) });
    });
  const counted = async (id: HostId) => (await world.held(id)).counted.memoryMiB;

  it('of a VM that runs undecided is counted even past the limit, and given back when it ends', async () => {
    const host = await world.host(256);
    const keeper = world.keeper();
    const vm = await world.vm({ memoryMiB: 1024 }, { hostId: host.id });
    await report(vm, host.id, 1, 'running');
    await keeper.round();
    expect(await counted(host.id)).toBe(1024);
    const other = await world.vm();
    await expect(world.placers(1)[0]!.take(running(other.id))).rejects.toMatchObject({
      details: { refusals: [{ code: 'memory', reason: expect.stringContaining('it has 0 B left of 256 MiB') }] },
    });
    await report(vm, host.id, 2, 'stopped');
    await keeper.round();
    expect(await counted(host.id)).toBe(0);
  });

  it('that nobody needs any more, because its task was lost, is found and given back', async () => {
    const host = await world.host(4096);
    const vm = await world.vm();
    await world.placers(1)[0]!.take(running(vm.id));
    expect(await counted(host.id)).toBe(64);
    await world.keeper().round();
    expect(await counted(host.id)).toBe(0);
  });

  it('of a VM that is deleted is given back with it', async () => {
    const host = await world.host(4096);
    const vm = await world.vm();
    await world.placers(1)[0]!.take(running(vm.id));
    await world.database.transaction((stores) => stores.vms.delete(vm.id));
    expect(await counted(host.id)).toBe(0);
  });

  it('follows what the host has: a host that shrinks takes nobody more', async () => {
    const host = await world.host(1024);
    const [first, second] = [await world.vm({ memoryMiB: 400 }), await world.vm({ memoryMiB: 400 })];
    const [placer] = world.placers(1);
    await placer!.take(running(first.id));
    const { facts } = host;
    const smaller = { ...facts!, version: asGeneration(2), inventory: { ...facts!.inventory, memoryMiB: 768 } };
    await world.database.transaction((stores) => stores.hosts.observeFacts(smaller, now()));
    await expect(placer!.take(running(second.id))).rejects.toMatchObject({ details: { refusals: [{ code: 'memory' }] } });
  });
});

describe('a request', () => {
  it('that somebody has overtaken with another wish is refused', async () => {
    await world.host(4096);
    const vm = await world.vm();
    await world.database.transaction((stores) => stores.vms.updateIntent(vm.id, vm.generation, { desiredPower: 'on' }));
    const take = world.placers(1)[0]!.take(running(vm.id, { generation: vm.generation }));
    await expect(take).rejects.toMatchObject({ code: 'stale-generation', details: { given: 1, current: 2 } });
  });

  it('for a VM that is gone is refused without harm to the others', async () => {
    const host = await world.host(4096);
    const vm = await world.vm();
    const [placer] = world.placers(1);
    const gone = asId<VmId>('00000000-0000-7000-8000-000000000000');
    const [lost, found] = await Promise.all([tried(placer!.take(running(gone))), tried(placer!.take(running(vm.id)))]);
    expect([lost, found]).toMatchObject([{ refused: { code: 'not-found' } }, { hostId: host.id }]);
  });
});
