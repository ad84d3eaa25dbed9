/** The networks of this host: its bridges, its cards, and whatever else has an address that others can reach. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { HostNetworkFacts } from '@rapidvm/domain';
import { HOST_FACTS_LIMITS } from '@rapidvm/domain';
import { unless } from '../system-error.ts';

/** Addresses in CIDR form by interface, without loopback and link-local ones. */
export type AddressesByName = ReadonlyMap<string, readonly string[]>;

export function addressesNow(): AddressesByName {
  return new Map(
    Object.entries(networkInterfaces()).map(([name, addresses = []]) => [
      name,
      addresses.flatMap(({ cidr, internal }) => (cidr === null || internal || isLinkLocal(cidr) ? [] : [cidr])),
    ]),
  );
}

/** Bridges first, then by name; at most HOST_FACTS_LIMITS. `root`: where the kernel shows its interfaces. */
export async function readNetworks(addresses: AddressesByName, root = '/sys/class/net'): Promise<readonly HostNetworkFacts[]> {
  const names = await unless(readdir(root), [], 'ENOENT');
  const all = await Promise.all(names.map((name) => readOne(join(root, name), name, addresses.get(name) ?? [])));
  const networks = all.filter((network) => network !== null);
  return networks
    .toSorted((a, b) => (a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind === 'bridge' ? -1 : 1))
    .slice(0, HOST_FACTS_LIMITS.networks);
}

/** Null for what is no network of the host: loopback, and the ends of guests' and containers' cables. */
async function readOne(path: string, name: string, addresses: readonly string[]): Promise<HostNetworkFacts | null> {
  const isBridge = await exists(join(path, 'bridge'));
  const isCard = await exists(join(path, 'device'));
  const reachable = addresses.length > 0;
  if (name === 'lo' || !(isBridge || isCard || reachable) || name.length > HOST_FACTS_LIMITS.networkNameChars) return null;
  // Who has just gone away has neither state nor address, and is told next time as it is then.
  const state = await unless(readFile(join(path, 'operstate'), 'utf8'), 'unknown', 'ENOENT', 'EINVAL');
  return {
    name,
    kind: isBridge ? 'bridge' : 'interface',
    isUp: state.trim() === 'up' || (state.trim() === 'unknown' && reachable),
    addresses: addresses.toSorted().slice(0, HOST_FACTS_LIMITS.addressesPerNetwork),
  };
}

async function exists(path: string): Promise<boolean> {
  return (await unless(stat(path), null, 'ENOENT', 'ENOTDIR')) !== null;
}

function isLinkLocal(cidr: string): boolean {
  return cidr.startsWith('169.254.') || cidr.toLowerCase().startsWith('fe80:');
}
