import type { VmId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDemand, anyHosts, CAPACITY, DEMAND, host, idOf } from '../test/world.ts';
import type { Candidate, Demand, Picture } from './index.ts';
import { countByCode, explain, nearestFirst, pictureOf, place, placeAll, withPlaced } from './index.ts';

const memory = (used: number, limit = 4096) => ({ memoryMiB: { limit, used, inFlight: 0 } });
const nameOf = (picture: Picture, demand: Demand): string | null => {
  const answer = place(demand, picture);
  return answer.ok ? answer.value.hostName : null;
};

describe('placement', () => {
  it('takes the best host and says why, and why not the others', () => {
    const placed = place(DEMAND, pictureOf([host('a', memory(3000)), host('b'), host('c', { state: 'joining' })]));
    expect(placed).toMatchObject({
      ok: true,
      value: {
        hostName: 'b',
        reason: 'the best of the two hosts that fit: it has more room left (next: a)',
        fitting: 2,
        refusals: [{ hostName: 'c', obstacle: { code: 'host-state' } }],
      },
    });
  });

  it('prefers the guest’s own processor to room, and a wish to an image', () => {
    const emulating = host('a', { capacity: { ...CAPACITY, accelerator: { kind: 'tcg', reason: 'no /dev/kvm' } } });
    expect(nameOf(pictureOf([emulating, host('b', memory(3000))]), DEMAND)).toBe('b');
    const rules = [{ about: 'hosts', wish: 'with', strength: 'should', selector: 'disk=ssd' } as const];
    const ssd = host('c', { selectors: new Set(['disk=ssd']) });
    const warm = host('d', { images: new Set([DEMAND.imageId]) });
    expect(nameOf(pictureOf([warm, ssd]), { ...DEMAND, rules })).toBe('c');
  });

  it('leaves a VM where it fits, or where a place is held for it, however good others are', () => {
    const hosts = [host('a', memory(3000)), host('b'), host('c', memory(3500))];
    const on = (at: number) => ({ hostId: hosts[at]!.id, memoryMiB: 0, cpus: 0 });
    const current = on(0);
    expect(place({ ...DEMAND, current }, pictureOf(hosts))).toMatchObject({
      value: { hostName: 'a', reason: 'it fits where it is' },
    });
    expect(nameOf(pictureOf(hosts), { ...DEMAND, current, held: { ...on(2), memoryMiB: 512 } })).toBe('c');
    expect(nameOf(pictureOf(hosts), { ...DEMAND, memoryMiB: 2000, current })).toBe('b');
  });

  it('draws lots among equals: the same for everybody, and not always the same host', () => {
    const picture = pictureOf(['a', 'b', 'c', 'd', 'e'].map((name) => host(name)));
    const winners = Array.from({ length: 50 }, (_, number) => nameOf(picture, { ...DEMAND, vmId: idOf(number) }));
    expect(new Set(winners).size).toBe(5);
    expect(place(DEMAND, picture)).toMatchObject({ ok: true, value: { reason: expect.stringMatching(/the lot fell on it$/) } });
  });

  it('says when only one host fits, and refuses with every host when none does', () => {
    const failed = host('b', { state: 'failed' });
    expect(place(DEMAND, pictureOf([host('a'), failed]))).toMatchObject({ value: { reason: 'it is the only host that fits' } });
    expect(place(DEMAND, pictureOf([failed]))).toMatchObject({ ok: false, error: [{ hostName: 'b' }] });
  });

  it('does not depend on the order of the hosts, accounts for each, and never picks one that does not fit', () => {
    fc.assert(
      fc.property(anyDemand, anyHosts, (demand, hosts) => {
        const answer = place(demand, pictureOf(hosts));
        const mirrored = place(demand, pictureOf(hosts.toReversed()));
        expect(place(demand, pictureOf(hosts))).toEqual(answer);
        const verdicts = explain(demand, pictureOf(hosts));
        const fitting = verdicts.filter(({ obstacles }) => obstacles.length === 0);
        if (!answer.ok) {
          expect(mirrored.ok).toBe(false);
          expect([answer.error.length, fitting]).toEqual([hosts.length, []]);
          return;
        }
        expect(mirrored).toMatchObject({ ok: true, value: { hostId: answer.value.hostId, score: answer.value.score } });
        expect(answer.value.fitting + answer.value.refusals.length).toBe(hosts.length);
        // What explain puts first is what place takes.
        expect(fitting[0]).toMatchObject({ hostId: answer.value.hostId, scores: answer.value.scores });
      }),
      { numRuns: 300 },
    );
  });
});

describe('many placements at once', () => {
  const demands = fc.array(anyDemand, { maxLength: 12 });

  it('reckon with each other: no host is promised more than its limit', () => {
    fc.assert(
      fc.property(anyHosts, demands, (hosts, drafts) => {
        const fresh = drafts.map((demand) => ({ ...demand, runs: true, current: null, held: null }));
        const used = new Map(hosts.map(({ id, memoryMiB, cpus }) => [id, { memoryMiB: memoryMiB.used, cpus: cpus.used }]));
        for (const [index, answer] of placeAll(fresh, pictureOf(hosts)).entries()) {
          const demand = fresh[index];
          const room = answer.ok ? used.get(answer.value.hostId) : undefined;
          if (demand === undefined || room === undefined || !answer.ok) continue;
          room.memoryMiB += demand.memoryMiB;
          room.cpus += demand.cpus;
          const chosen = hosts[answer.value.index];
          expect(room.memoryMiB).toBeLessThanOrEqual(chosen?.memoryMiB.limit ?? 0);
          expect(room.cpus).toBeLessThanOrEqual(chosen?.cpus.limit ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are those that would be made one by one, each on a picture with all before it', () => {
    fc.assert(
      fc.property(anyHosts, demands, fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }), (hosts, kinds, choice) => {
        // Several VMs of each kind, in any order: what is kept of one decision for the next must not be out of date.
        const asked = choice.flatMap((at, number) => {
          const kind = kinds[at];
          return kind === undefined ? [] : [{ ...kind, vmId: idOf<VmId>(600 + number) }];
        });
        let picture = pictureOf(hosts);
        const onePerPicture = asked.map((demand) => {
          const answer = place(demand, picture);
          if (answer.ok) picture = withPlaced(picture, demand, answer.value.index);
          return answer;
        });
        expect(placeAll(asked, pictureOf(hosts))).toEqual(onePerPicture);
      }),
      { numRuns: 500 },
    );
  });

  it('keep apart those that must be, and together those that must be', () => {
    const hosts = pictureOf([host('a'), host('b'), host('c')]);
    const named = (number: number, wish: 'with' | 'without'): Demand => ({
      ...DEMAND,
      vmId: idOf(number),
      selectors: new Set(['app=db']),
      rules: [{ about: 'vms', wish, strength: 'must', selector: 'app=db' }],
    });
    const names = (wish: 'with' | 'without') =>
      placeAll(
        [1, 2, 3, 4].map((number) => named(number, wish)),
        hosts,
      ).map((answer) => (answer.ok ? answer.value.hostName : null));
    expect(new Set(names('without'))).toEqual(new Set(['a', 'b', 'c', null]));
    expect(new Set(names('with')).size).toBe(1);
  });

  it('leave the picture as it was, and add racks up as a new picture would', () => {
    fc.assert(
      fc.property(anyHosts, anyDemand, fc.nat(7), (hosts, demand, at) => {
        const before = pictureOf(hosts);
        const after = withPlaced(before, demand, at);
        expect(before).toEqual(pictureOf(hosts));
        expect(figures(after)).toEqual(figures(pictureOf(after.candidates)));
      }),
    );
  });
});

describe('refusals', () => {
  const refused = (...hosts: readonly Candidate[]) => {
    const answer = place(DEMAND, pictureOf(hosts));
    return answer.ok ? [] : answer.error;
  };

  it('are told nearest to fitting first, and counted by code', () => {
    const refusals = refused(
      host('far', { capacity: { ...CAPACITY, architecture: 'aarch64' } }),
      host('lost', { state: 'failed' }),
      host('full', memory(4096)),
      host('nearly', memory(3600)),
    );
    expect(nearestFirst(refusals).map(({ hostName }) => hostName)).toEqual(['nearly', 'full', 'lost', 'far']);
    expect(countByCode(refusals)).toEqual({ architecture: 1, 'host-state': 1, memory: 2 });
  });
});

/** Racks without counts of nothing. */
function figures({ racks }: Picture) {
  return [...racks].map(([name, { limitMiB, usedMiB, residents }]) => {
    const there = [...residents].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return { name, limitMiB, usedMiB, there };
  });
}
