import { describe, expect, it } from 'vitest';
import { HandleCache } from './handle-cache.ts';
import { namesOf, splitPath } from './path.ts';

describe('paths', () => {
  it('are names joined by slashes', () => {
    expect(namesOf('')).toEqual([]);
    expect(namesOf('vms/web1/disk.qcow2')).toEqual(['vms', 'web1', 'disk.qcow2']);
    expect(splitPath('vms/web1')).toEqual({ folder: 'vms', name: 'web1' });
    expect(splitPath('vms')).toEqual({ folder: '', name: 'vms' });
  });

  it.each(['/vms', 'vms/', 'a//b', '..', 'a/../b', '.', 'a\0b', 'x'.repeat(256), 'ab/'.repeat(400)])('refuse %j', (path) => {
    expect(() => namesOf(path)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  it('of the root have no folder', () => {
    expect(() => splitPath('')).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('HandleCache', () => {
  it('forgets a path with all below it, and the oldest when it is full', () => {
    const cache = new HandleCache();
    for (const path of ['a', 'a/b', 'ab']) cache.set(path, Uint8Array.of(1));
    cache.forget('a');
    expect([cache.get('a'), cache.get('a/b'), cache.get('ab')]).toEqual([undefined, undefined, Uint8Array.of(1)]);
    for (let i = 0; i < 1023; i += 1) cache.set(`p${i}`, Uint8Array.of(2));
    expect(cache.get('ab')).toBeDefined();
    cache.set('one more', Uint8Array.of(3));
    expect([cache.get('p0'), cache.get('ab')?.length]).toEqual([undefined, 1]);
  });
});
