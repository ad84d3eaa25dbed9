import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressesNow, readNetworks } from './host-networks.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'networks-'));
});
afterEach(() => rm(root, { recursive: true }));

async function give(name: string, state: string, ...folders: readonly string[]): Promise<void> {
  await mkdir(join(root, name));
  await writeFile(join(root, name, 'operstate'), `${state}\n`);
  for (const folder of folders) await mkdir(join(root, name, folder));
}

describe('networks of a host', () => {
  it('are bridges, cards and what has an address; not loopback, nor the ends of guests’ cables', async () => {
    await give('lo', 'unknown');
    await give('eth0', 'up', 'device');
    await give('wlan0', 'down', 'device');
    await give('br0', 'up', 'bridge');
    await give('tap7', 'up');
    await give('wg0', 'unknown');
    const addresses = new Map([
      ['lo', ['127.0.0.1/8']],
      ['br0', ['2001:db8::1/64', '192.0.2.7/24']],
      ['wg0', ['10.9.0.1/24']],
    ]);
    expect(await readNetworks(addresses, root)).toEqual([
      { name: 'br0', kind: 'bridge', isUp: true, addresses: ['192.0.2.7/24', '2001:db8::1/64'] },
      { name: 'eth0', kind: 'interface', isUp: true, addresses: [] },
      { name: 'wg0', kind: 'interface', isUp: true, addresses: ['10.9.0.1/24'] },
      { name: 'wlan0', kind: 'interface', isUp: false, addresses: [] },
    ]);
  });

  it('are so many at the most, and of this machine nothing is left out that can be reached', async () => {
    for (let i = 0; i < 40; i += 1) await give(`eth${i}`, 'up', 'device');
    expect(await readNetworks(new Map(), root)).toHaveLength(16);
    expect([...addressesNow().values()].flat().filter((cidr) => cidr.startsWith('127.'))).toEqual([]);
  });
});
