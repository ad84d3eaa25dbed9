import { describe, expect, it } from 'vitest';
import { MAX_ADDRESSES_PER_MEMBER, MAX_MEMBERS } from './limits.ts';
import { memberTable } from './member.ts';

const member = (peerId: string, addresses: readonly string[] = []) => ({ peerId, hostId: null, addresses });

describe('memberTable', () => {
  it('finds members by peer id; the last of two wins', () => {
    const table = memberTable([member('a'), member('b'), member('a', ['/ip4/127.0.0.1/tcp/1'])]);
    expect([...table.keys()]).toEqual(['a', 'b']);
    expect(table.get('a')?.addresses).toHaveLength(1);
  });

  it('refuses more than its limits', () => {
    const many = Array.from({ length: MAX_MEMBERS + 1 }, (_, i) => member(`peer-${i}`));
    expect(() => memberTable(many)).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
    const wordy = Array.from({ length: MAX_ADDRESSES_PER_MEMBER + 1 }, (_, i) => `/ip4/127.0.0.1/tcp/${i + 1}`);
    expect(() => memberTable([member('a', wordy)])).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
  });
});
