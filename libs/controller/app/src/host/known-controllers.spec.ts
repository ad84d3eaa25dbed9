import { describe, expect, it } from 'vitest';
import { APP_LIMITS } from '../limits.ts';
import { withSelf } from './known-controllers.ts';

const controller = (name: string) => ({ name, peerId: `peer-${name}`, addresses: [`/ip4/${name}`], urls: [`https://${name}`] });

describe('the controllers of a cluster', () => {
  it('are all that said so, each as it last said', () => {
    const one = withSelf([], controller('a'), 1);
    const two = withSelf(one, controller('b'), 2);
    expect(two.map(({ name }) => name)).toEqual(['b', 'a']);
    const moved = withSelf(two, { ...controller('a'), addresses: ['/ip4/new'], urls: ['https://new'] }, 3);
    expect(moved).toEqual([
      { ...controller('a'), addresses: ['/ip4/new'], urls: ['https://new'], turn: 3 },
      { ...controller('b'), turn: 2 },
    ]);
  });

  it('are forgotten when they are not heard of for long, and are never too many', () => {
    const two = withSelf(withSelf([], controller('a'), 1), controller('b'), 2);
    expect(withSelf(two, controller('b'), APP_LIMITS.controllerTurns + 1).map(({ name }) => name)).toEqual(['b']);
    let known = two;
    for (let turn = 3; turn < 100; turn += 1) known = withSelf(known, controller(`c${turn}`), turn);
    expect(known.map(({ turn }) => turn)).toEqual(Array.from({ length: APP_LIMITS.controllers }, (_, index) => 99 - index));
  });
});
