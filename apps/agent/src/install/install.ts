/**
 * Makes this machine a host: the part of the pasted line that comes after deploy/join/join.sh has brought Node and the agent. Run again it
 * changes nothing, but for an agent that is newer; a host that was removed, or is a copy of another, comes in anew. VMs that run go on.
 */
import { X509Certificate, createHash } from 'node:crypto';
import { access, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { MemberCache, lockDataDirectory, writeWhole } from '@rapidvm/agent-app';
import { openHostKey, readIdentity } from '@rapidvm/agent-identity';
import type { StoredIdentity } from '@rapidvm/agent-identity';
import type { JoinToken } from '@rapidvm/domain';
import { parseJoinToken } from '@rapidvm/domain';
import { RapidError, SECOND_MS, isRapidError } from '@rapidvm/kernel';
import { createLogger, systemClock as clock, systemRng as rng, systemTimers as timers } from '@rapidvm/runtime';
import type { AgentConfig } from '../config.ts';
import { layoutOf } from '../config.ts';
import { joinCluster, ownAddresses } from '../host-identity.ts';
import type { AgentStatus } from '../status.ts';
import { readStatus } from '../status.ts';
import { PLACES } from './places.ts';
import { openService } from './service.ts';
import type { Service } from './service.ts';
import { refuseTakenPorts } from './taken-ports.ts';
import { ensureConfig, numbered, writeConfig } from './write-config.ts';

/** Milliseconds from the start of the agent until the controller has found it: a look at the host takes seconds on a Pi, a dial one more. */
const FOUND_MS = 60 * SECOND_MS;
const POLL_MS = 250;

/** Machines of one name that are told apart by a number. */
const MAX_SAME_NAMES = 20;

const say = (line: string): void => void process.stderr.write(`rapidvm: ${line}\n`);
const logger = createLogger({ clock, level: 'warn', write: (line) => void process.stderr.write(`${line}\n`) });

/** Returns the exit code; what went wrong has been told. */
export async function install(): Promise<number> {
  try {
    await makeHost(parseJoinToken(await text(process.stdin)));
    return 0;
  } catch (error) {
    if (!isRapidError(error)) throw error;
    say(error.message);
    process.stderr.write(`  → ${error.hint}\n`);
    return 1;
  }
}

async function makeHost(token: JoinToken): Promise<void> {
  await refuseControllers();
  const config = await ensureConfig();
  const layout = layoutOf(config);
  const service = await openService(layout.lock);
  const known = await readIdentity(layout.identity);
  if (known !== null) refuseOtherCluster(known, token);
  if (known === null) await joinAnew(config, service, token);
  else say(`this machine is a host of this cluster already; its agent is made current`);
  await startCurrent(config, service);
  const status = await found(config, service);
  if (status.refusal !== null) await comeBack(config, service, token, status.refusal);
  await tellWhatItIs(service, await found(config, service));
}

/** Joins while no agent runs: a host has one process that writes its identity. */
async function joinAnew(config: AgentConfig, service: Service, token: JoinToken): Promise<void> {
  await service.stop();
  await refuseTakenPorts(config);
  const lock = await lockDataDirectory(config.dataDir);
  try {
    await joinUnderFreeName(config, token);
  } finally {
    await lock.release();
  }
}

async function joinUnderFreeName(config: AgentConfig, token: JoinToken): Promise<void> {
  const layout = layoutOf(config);
  const members = await MemberCache.open(layout.members, logger);
  const key = await openHostKey(layout.key);
  for (let n = 1; ; n += 1) {
    const named = { ...config, name: n === 1 ? config.name : numbered(config.name, n) };
    const world = { config: named, layout, members, addresses: ownAddresses(config), clock, timers, rng, logger };
    try {
      await joinCluster(world, key, token);
      if (n > 1) await writeConfig(named.name);
      say(`this machine has joined as host ${named.name}`);
      return;
    } catch (error) {
      if (!isRapidError(error, 'already-exists') || n >= MAX_SAME_NAMES) throw error;
    }
  }
}

/** Starts the agent, or starts it anew if what it was started from has changed since. */
async function startCurrent(config: AgentConfig, service: Service): Promise<void> {
  const stamp = join(PLACES.home, 'started');
  const hash = createHash('sha256');
  for (const file of ['node', 'agent.js']) hash.update(await readFile(join(PLACES.home, file)));
  const current = hash.update(await readFile(PLACES.config)).digest('hex');
  const started = await readFile(stamp, 'utf8').catch(() => '');
  if (started.trim() === current && (await service.isRunning())) return;
  await rm(layoutOf(config).status, { force: true });
  await service.restart();
  await writeWhole(stamp, `${current}\n`);
}

/** Resolves when the controller watches this host, or has refused it. */
async function found(config: AgentConfig, service: Service): Promise<AgentStatus> {
  const layout = layoutOf(config);
  for (let waited = 0; waited < FOUND_MS; waited += POLL_MS) {
    const status = await readStatus(layout);
    if (status !== null && (status.refusal !== null || (status.watched && status.accelerator !== null))) return status;
    await wait(POLL_MS);
  }
  if (!(await service.isRunning())) {
    const details = { what: 'the agent', cause: 'its process ended' };
    throw new RapidError(
      'unavailable',
      `The agent ended by itself; its last words:\n${await service.log()}`,
      details,
      'Mend what it names, then paste the line again',
    );
  }
  const details = { host: config.name, since: '', cause: 'the controller does not get through to the agent' };
  const ports = `${config.listen.port} and ${config.meshListen.port}`;
  throw new RapidError(
    'host-unreachable',
    `This machine has joined, but the controller does not get through to it at TCP port ${config.listen.port}`,
    details,
    `Open the TCP ports ${ports} of this machine for the other members; nothing needs to be pasted again`,
  );
}

/** A host that was removed joins again with its key; a copy of another host becomes one of its own, what it had copied is put aside. */
async function comeBack(
  config: AgentConfig,
  service: Service,
  token: JoinToken,
  refusal: { readonly code: string; readonly message: string; readonly hint: string },
): Promise<void> {
  say(refusal.message);
  await service.stop();
  if (refusal.code === 'already-running') {
    const aside = `${config.dataDir}.copy-${clock.now()}`;
    await rename(config.dataDir, aside);
    say(`the identity and the ledger that were copied lie in ${aside} now; this machine joins as a host of its own`);
  } else if (refusal.code === 'not-authenticated') {
    await rm(layoutOf(config).identity, { force: true });
  } else {
    throw new RapidError('unsupported', refusal.message, { what: 'this agent', need: 'another version' }, refusal.hint);
  }
  await joinAnew(config, service, token);
  await rm(join(PLACES.home, 'started'), { force: true });
  await startCurrent(config, service);
}

async function tellWhatItIs(service: Service, status: AgentStatus): Promise<void> {
  if (status.refusal !== null)
    throw new RapidError('not-authenticated', status.refusal.message, { reason: 'revoked' }, status.refusal.hint);
  const { accelerator } = status;
  const speed = accelerator?.kind === 'kvm' ? 'VMs run with KVM' : `VMs are emulated (TCG, slow): ${accelerator?.reason ?? ''}`;
  say(`the controller sees this host. ${speed}`);
  if (service.byHand !== null)
    say(`there is no systemd here, so nothing starts the agent after a reboot. By hand:\n  ${service.byHand}`);
}

async function refuseControllers(): Promise<void> {
  const isController = await access(PLACES.launcherState).then(
    () => true,
    () => false,
  );
  if (!isController) return;
  const details = { what: 'a RapidVM of `./rapidvm up`', owner: PLACES.launcherState };
  throw new RapidError(
    'already-running',
    'This machine has a RapidVM of its own, with a controller and an agent',
    details,
    'Paste the line on another machine; or take that one down and move /var/lib/rapidvm away',
  );
}

function refuseOtherCluster(known: StoredIdentity, token: JoinToken): void {
  const fingerprint = new X509Certificate(known.caCertificate).fingerprint256.replaceAll(':', '').toLowerCase();
  if (fingerprint === token.fingerprint) return;
  const owner = known.controllerUrls[0] ?? 'another controller';
  throw new RapidError(
    'already-running',
    `This machine is a host of another cluster, the one of ${owner}`,
    { what: 'an agent', owner },
    `Remove the host there, stop its agent, move ${PLACES.data} away, then paste the line again`,
  );
}
