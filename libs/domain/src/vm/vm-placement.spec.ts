import { describe, expect, it } from 'vitest';
import { ANYWHERE, parseSelector, placementOf, SELECTOR, selectedId, selectorsOf } from './vm-placement.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('selectors', () => {
  it('mean what has the key, or the key with that value', () => {
    expect(selectorsOf({ disk: 'ssd', rack: 'a=b' })).toEqual(['disk', 'disk=ssd', 'rack', 'rack=a=b']);
    expect(parseSelector('disk')).toEqual({ key: 'disk', value: null });
    expect(parseSelector('rack=a=b')).toEqual({ key: 'rack', value: 'a=b' });
  });

  it('mean one host or VM by its id', () => {
    expect(selectedId(`host=${ID}`, 'host')).toBe(ID);
    expect([selectedId(`host=${ID}`, 'vm'), selectedId('host=oak', 'host'), selectedId('host', 'host')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each(['disk', 'disk=ssd', 'rack=cabinet 3, left'])('may be %s', (selector) => expect(selector).toMatch(SELECTOR));
  it.each(['', '=', 'a b', 'disk=', 'disk= ssd'])('may not be "%s"', (selector) => expect(selector).not.toMatch(SELECTOR));
});

it('a VM whose spec says nothing may run anywhere', () => {
  expect(placementOf({})).toBe(ANYWHERE);
});
