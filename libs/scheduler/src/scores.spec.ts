import type { PlacementRule } from '@rapidvm/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDemand, anyHosts, CAPACITY, DEMAND, host, IMAGE } from '../test/world.ts';
import type { Candidate, Demand, ScoreName } from './index.ts';
import { pictureOf, SCORE_NAMES, SCORES } from './index.ts';

const scored = (name: ScoreName, demand: Partial<Demand>, candidate: Candidate, others: readonly Candidate[] = []): number =>
  SCORES[name].score({ ...DEMAND, ...demand }, candidate, pictureOf([candidate, ...others]).racks);
const should = (about: 'hosts' | 'vms', wish: 'with' | 'without', selector: string): PlacementRule => ({
  about,
  wish,
  strength: 'should',
  selector,
});
const memory = (used: number) => ({ memoryMiB: { limit: 4096, used, inFlight: 0 } });

describe('a score', () => {
  it('is between 0 and 1 for whatever hosts and VMs there are', () => {
    fc.assert(
      fc.property(anyDemand, anyHosts, fc.constantFrom(...SCORE_NAMES), (demand, hosts, name) => {
        const { racks } = pictureOf(hosts);
        return hosts.every((each) => {
          const value = SCORES[name].score(demand, each, racks);
          return value >= 0 && value <= 1;
        });
      }),
    );
  });

  it('prefers a processor that runs the guest itself', () => {
    const emulates = host('a', { capacity: { ...CAPACITY, accelerator: { kind: 'tcg', reason: 'no /dev/kvm' } } });
    expect([scored('accelerator', {}, emulates), scored('accelerator', {}, host('b'))]).toEqual([0, 1]);
  });

  it('prefers room, of memory or processors, whichever is scarcer', () => {
    expect(scored('balance', {}, host('a', memory(1536)))).toBe(0.5);
    expect(scored('balance', {}, host('a', { cpus: { limit: 4, used: 1, inFlight: 0 } }))).toBe(0.25);
    expect(scored('balance', {}, host('a', { memoryMiB: { limit: 0, used: 0, inFlight: 0 } }))).toBe(0);
  });

  it('prefers hosts where VMs of the same image live', () => {
    expect(scored('image-locality', {}, host('a', { images: new Set([IMAGE]) }))).toBe(1);
    expect(scored('image-locality', {}, host('a'))).toBe(0);
  });

  it('counts the wishes that are kept; one VM too near is better than three', () => {
    const ssd = host('a', { selectors: new Set(['disk=ssd']), residents: new Map([['app=db', 1]]) });
    const rules = [should('hosts', 'with', 'disk=ssd'), should('hosts', 'without', 'disk=ssd')];
    expect(scored('wishes', {}, ssd)).toBe(0.5);
    expect(scored('wishes', { rules }, ssd)).toBe(0.5);
    expect(scored('wishes', { rules: [should('vms', 'without', 'app=db')] }, ssd)).toBe(0.5);
    const crowded = { ...ssd, residents: new Map([['app=db', 3]]) };
    expect(scored('wishes', { rules: [should('vms', 'without', 'app=db')] }, crowded)).toBe(0.25);
    expect(scored('wishes', { rules: [should('vms', 'with', 'app=db')] }, crowded)).toBe(0.75);
  });

  it('spreads VMs that keep apart over racks, and others to the emptier rack', () => {
    const [one, two] = [
      host('a', { rack: 'r1', residents: new Map([['app=db', 1]]), ...memory(1024) }),
      host('b', { rack: 'r2' }),
    ];
    const rules = [should('vms', 'without', 'app=db')];
    expect([scored('racks', { rules }, one, [two]), scored('racks', { rules }, two, [one])]).toEqual([0.5, 1]);
    expect([scored('racks', {}, one, [two]), scored('racks', {}, two, [one])]).toEqual([0.75, 1]);
    expect(scored('racks', {}, one)).toBe(0.5);
    expect(scored('racks', {}, host('c'), [one, two])).toBe(0.5);
  });

  it('does not hold a VM’s own presence against its host', () => {
    const own = host('a', { rack: 'r1', residents: new Map([['app=db', 1]]) });
    const demand: Partial<Demand> = {
      selectors: new Set(['app=db']),
      current: { hostId: own.id, memoryMiB: 0, cpus: 0 },
      rules: [should('vms', 'without', 'app=db')],
    };
    expect(scored('wishes', demand, own)).toBe(1);
    expect(scored('racks', demand, own, [host('b', { rack: 'r2' })])).toBe(1);
  });
});
