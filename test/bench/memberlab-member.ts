/**
 * One member of the mesh as an agent is one, for memberlab: same bundle settings, same wiring, same libp2p, keys, incarnations and list of
 * members, without the virtual machines. Members of one lab share a secret in its folder, from which each has its key; so the list of members,
 * which the controller would have sent, is known to all of them. Says each change of state as a line of JSON.
 */
import { createPrivateKey, hkdfSync, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { freemem, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beginEpoch, MemberCache } from '@rapidvm/agent-app';
import { multiaddrOf } from '@rapidvm/agent-identity';
import type { HostId, Logger } from '@rapidvm/kernel';
import { asId, MIB } from '@rapidvm/kernel';
import type { OwnFacts } from '@rapidvm/mesh-libp2p';
import { peerIdFromPrivateKeyPem } from '@rapidvm/mesh-libp2p';
import { createLogger, systemClock, systemTimers } from '@rapidvm/runtime';
import { openMesh } from '../../apps/agent/src/mesh.ts';

/** How often an agent says how loaded its host is. */
const LOAD_MS = 5000;
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The secret of this lab's cluster; the first member makes it. */
async function clusterSecret(dir: string): Promise<Buffer> {
  const [path, own] = [join(dir, 'cluster-secret'), join(dir, `cluster-secret-${process.pid}`)];
  await writeFile(own, randomBytes(32), { mode: 0o600 });
  await link(own, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(own);
  return readFile(path);
}

function keyOf(secret: Buffer, index: number): string {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', `member ${index}`, 32));
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function hostIdOf(index: number): HostId {
  return asId<HostId>(`0190b0a0-0000-7000-8000-${index.toString(16).padStart(12, '0')}`);
}

/** Where memberlab puts the member `index`, as it counts: 250 in each third octet. */
function addressOf(index: number, network: string): string {
  return `${network}.${Math.floor(index / 250)}.${(index % 250) + 1}`;
}

function facts(): OwnFacts {
  const datastores = [{ name: 'local', totalBytes: 500e9, freeBytes: 300e9 }];
  const inventory = {
    architecture: 'x86_64' as const,
    cpuModel: 'as measured',
    cpus: 2,
    memoryMiB: 24_000,
    operatingSystem: 'Debian GNU/Linux 12',
    kernel: '6.1.0',
    qemuVersion: '7.2.22',
    accelerator: { kind: 'tcg' as const, reason: 'there is no /dev/kvm' },
    agentVersion: '0.1.0',
    datastores,
  };
  return {
    inventory,
    load: { load1: loadavg()[0] ?? 0, freeMemoryMiB: Math.round(freemem() / MIB), runningVms: 0 },
    changeStamp: 0,
  };
}

async function main(): Promise<void> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({ options: { index: string, members: string, address: string, port: string, dir: string } });
  const { address = '127.0.0.1', dir = '.' } = values;
  const [self, count, port] = [Number(values.index), Number(values.members), Number(values.port)];
  const logger: Logger = createLogger({
    clock: systemClock,
    level: 'info',
    write: (line) => void process.stderr.write(`${line}\n`),
  });
  const secret = await clusterSecret(dir);
  const network = address.split('.').slice(0, 2).join('.');
  const members = Array.from({ length: count }, (_, index) => ({
    hostId: hostIdOf(index),
    name: `n${index}`,
    peerId: peerIdFromPrivateKeyPem(keyOf(secret, index)),
    addresses: [multiaddrOf(addressOf(index, network), port)],
    urls: [],
  }));
  const cache = await MemberCache.open(join(dir, `members-${self}.json`), logger);
  await cache.set({ version: 1, members });
  const mesh = await openMesh({
    listen: { host: address, port },
    privateKeyPem: keyOf(secret, self),
    hostId: hostIdOf(self),
    epoch: await beginEpoch(join(dir, `epoch-${self}.json`), [], logger),
    members: cache,
    logger,
  });
  const nameOf = new Map(members.map(({ peerId, name }) => [peerId, name]));
  const say = (node: string | undefined, status: string): void => {
    process.stdout.write(`${JSON.stringify({ node, status })}\n`);
  };
  mesh.onEvent((event) => {
    if (event.kind === 'member') say(nameOf.get(event.peer), event.to === 'active' ? 'alive' : event.to);
  });
  mesh.publishFacts(facts());
  await mesh.start();
  say(`n${self}`, 'alive');
  const publishLoad = (): void => {
    mesh.publishFacts(facts());
    systemTimers.after(LOAD_MS, publishLoad);
  };
  systemTimers.after(LOAD_MS, publishLoad);
  process.on('SIGTERM', () => void mesh.stop().then(() => process.exit(0)));
}

await main();
