import type { Host } from '@rapidvm/domain';
import { describe, expect, it } from 'vitest';
import { unsharedDatastore } from './shared-datastores.ts';

/** Only what the rule looks at. */
function host(ids: Readonly<Record<string, string | null>> | null): Host {
  const datastores = Object.entries(ids ?? {}).map(([name, id]) => ({ name, id, totalBytes: 1, freeBytes: 1 }));
  return { facts: ids === null ? null : { inventory: { datastores } } } as unknown as Host;
}

describe('datastores that two hosts share', () => {
  it('have the same name and the same id on both', () => {
    const a = host({ nas: 'x', local: 'a', old: null });
    expect(unsharedDatastore(['nas', 'nas'], a, host({ nas: 'x' }))).toBeNull();
    expect(unsharedDatastore(['nas', 'local'], a, host({ nas: 'x', local: 'b' }))).toBe('local');
    expect(unsharedDatastore(['nas'], a, host({ other: 'x' }))).toBe('nas');
  });

  it('are not taken for shared when a host does not tell', () => {
    expect(unsharedDatastore(['old'], host({ old: null }), host({ old: null }))).toBe('old');
    expect(unsharedDatastore(['nas'], host({ nas: 'x' }), host(null))).toBe('nas');
    expect(unsharedDatastore(['nas'], host(null), host({ nas: 'x' }))).toBe('nas');
  });
});
