/** Who this host is: joins the cluster on the first start, and keeps its certificate fresh from then on. */
import { readFile } from 'node:fs/promises';
import type { MemberCache } from '@rapidvm/agent-app';
import {
  Greeting,
  OwnAddresses,
  Renewal,
  controllerUrlsNow,
  hello,
  join,
  openHostKey,
  readIdentity,
  renew,
  retryDelayMs,
  writeIdentity,
} from '@rapidvm/agent-identity';
import type { Enrolled, HostKey, StoredIdentity } from '@rapidvm/agent-identity';
import type { JoinToken } from '@rapidvm/domain';
import { parseJoinToken } from '@rapidvm/domain';
import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';
import { RapidError, SECOND_MS, isRapidError } from '@rapidvm/kernel';
import type { AgentConfig, AgentLayout } from './config.ts';

export interface IdentityWorld {
  readonly config: AgentConfig;
  readonly layout: AgentLayout;
  readonly members: MemberCache;
  readonly addresses: OwnAddresses;
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
  const identity = await joinPatiently(world, key);
  world.logger.info('This host has joined the cluster', { host: identity.hostId });
  return { key, identity };
}

/** Renews from now on; `onRenewed` puts each new certificate to use. */
export function keepFresh(world: IdentityWorld, first: HostIdentity, onRenewed: (identity: StoredIdentity) => void): Renewal {
  let current = first.identity;
  const renewOnce = async (): Promise<string> => {
    const reached = asReachedNow(world, current);
    const enrolled = await renew(reached, first.key, await world.addresses.towards(reached.controllerUrls));
    await keep(world, enrolled);
    current = enrolled.identity;
    onRenewed(current);
    return current.certificate;
  };
  return new Renewal({ ...world, renew: renewOnce }, current.certificate);
}

export interface Acquaintance {
  /** 32 hex digits, random: which start of the agent speaks. */
  readonly instance: string;
  readonly isWatched: () => boolean;
  /** A controller has taken this machine for the host. */
  readonly onKnown: () => void;
  /** See `GreetingWorld`. */
  readonly onRefused: (error: unknown) => void;
}

/** Says hello from now on, so that the controller knows where this host is. */
export function keepKnown(world: IdentityWorld, { key, identity }: HostIdentity, self: Acquaintance): Greeting {
  return new Greeting({
    ...world,
    ...self,
    addresses: () => world.addresses.towards(asReachedNow(world, identity).controllerUrls),
    hello: async (addresses, sequence) => {
      await world.members.set(await hello(asReachedNow(world, identity), key, addresses, { instance: self.instance, sequence }));
      self.onKnown();
    },
  });
}

/** With the addresses that the controllers have now: they tell new ones to every host that they reach. */
function asReachedNow({ members }: IdentityWorld, identity: StoredIdentity): StoredIdentity {
  return { ...identity, controllerUrls: [...controllerUrlsNow(identity, members.table)] };
}

async function keep(world: IdentityWorld, enrolled: Enrolled): Promise<void> {
  await writeIdentity(world.layout.identity, enrolled.identity);
  await world.members.set(enrolled.members);
}

/** Joins now. Throws the controller's refusal, or `host-unreachable`. */
export async function joinCluster(world: IdentityWorld, key: HostKey, token: JoinToken): Promise<StoredIdentity> {
  const enrolled = await join(token, world.config.name, key, await world.addresses.towards(token.urls));
  await keep(world, enrolled);
  return enrolled.identity;
}

async function joinPatiently(world: IdentityWorld, key: HostKey): Promise<StoredIdentity> {
  const { timers, rng, logger } = world;
  const token = parseJoinToken(await readToken(world.config));
  for (let failures = 1; ; failures += 1) {
    try {
      return await joinCluster(world, key, token);
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

export function ownAddresses({ advertise, listen, meshListen }: AgentConfig): OwnAddresses {
  return new OwnAddresses({ advertise, agentPort: listen.port, meshPort: meshListen.port });
}
