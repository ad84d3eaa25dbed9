/** Who this host is: joins the cluster on the first start, and keeps its certificate fresh from then on. */
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { MemberCache } from '@rapidvm/agent-app';
import { Renewal, join, openHostKey, readIdentity, renew, retryDelayMs, writeIdentity } from '@rapidvm/agent-identity';
import type { Enrolled, HostAddresses, HostKey, StoredIdentity } from '@rapidvm/agent-identity';
import { parseJoinToken } from '@rapidvm/domain';
import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';
import { RapidError, SECOND_MS, isRapidError } from '@rapidvm/kernel';
import type { AgentConfig, AgentLayout } from './config.ts';

export interface IdentityWorld {
  readonly config: AgentConfig;
  readonly layout: AgentLayout;
  readonly members: MemberCache;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

export interface HostIdentity {
  readonly key: HostKey;
  readonly identity: StoredIdentity;
}

/** This host's identity, from disk or by joining. Waits for a controller that can't be reached; throws when it refuses. */
export async function openIdentity(world: IdentityWorld): Promise<HostIdentity> {
  const key = await openHostKey(world.layout.key);
  const stored = await readIdentity(world.layout.identity);
  if (stored !== null) return { key, identity: stored };
  const enrolled = await joinPatiently(world, key);
  await keep(world, enrolled);
  world.logger.info('This host has joined the cluster', { host: enrolled.identity.hostId });
  return { key, identity: enrolled.identity };
}

/** Renews from now on; `onRenewed` puts each new certificate to use. */
export function keepFresh(world: IdentityWorld, first: HostIdentity, onRenewed: (identity: StoredIdentity) => void): Renewal {
  let current = first.identity;
  const renewOnce = async (): Promise<string> => {
    const enrolled = await renew(current, first.key, addressesOf(world.config));
    await keep(world, enrolled);
    current = enrolled.identity;
    onRenewed(current);
    return current.certificate;
  };
  return new Renewal({ ...world, renew: renewOnce }, current.certificate);
}

async function keep(world: IdentityWorld, enrolled: Enrolled): Promise<void> {
  await writeIdentity(world.layout.identity, enrolled.identity);
  await world.members.set(enrolled.members);
}

async function joinPatiently(world: IdentityWorld, key: HostKey): Promise<Enrolled> {
  const { config, timers, rng, logger } = world;
  const token = parseJoinToken(await readToken(config));
  for (let failures = 1; ; failures += 1) {
    try {
      return await join(token, config.name, key, addressesOf(config));
    } catch (error) {
      if (!isRapidError(error, 'host-unreachable')) throw error;
      const delayMs = retryDelayMs(failures, rng.fraction());
      logger.error('The cluster can’t be joined yet and is tried again', error, { inSeconds: Math.round(delayMs / SECOND_MS) });
      await new Promise<void>((resolve) => timers.after(delayMs, resolve));
    }
  }
}

async function readToken(config: AgentConfig): Promise<string> {
  const path = config.joinTokenFile;
  if (path !== undefined) return readFile(path, 'utf8');
  const hint = 'Invite the host in the controller, put the token in a file and name it as joinTokenFile';
  throw new RapidError('not-authenticated', 'This host has not joined a cluster yet', { reason: 'missing' }, hint);
}

function addressesOf(config: AgentConfig): HostAddresses {
  const { advertise, listen, meshListen } = config;
  const bracketed = isIP(advertise) === 6 ? `[${advertise}]` : advertise;
  return { agentAddress: `${bracketed}:${listen.port}`, meshAddresses: [multiaddrOf(advertise, meshListen.port)] };
}

/** libp2p's text form of a TCP address. */
export function multiaddrOf(host: string, port: number): string {
  const kind = { 0: 'dns', 4: 'ip4', 6: 'ip6' }[isIP(host)] ?? 'dns';
  return `/${kind}/${host}/tcp/${port}`;
}
