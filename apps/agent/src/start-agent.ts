/** Puts the agent together: adapters, rules, servers, in the order in which they need each other. */
import { join } from 'node:path';
import {
  HostFactsSource,
  Ledger,
  MemberCache,
  Reporter,
  VmRegistry,
  beginEpoch,
  generationsOf,
  lockDataDirectory,
} from '@rapidvm/agent-app';
import { AgentCredentials, startAgentServer } from '@rapidvm/agent-api';
import { AgentConsoles, SocketLoans } from '@rapidvm/agent-consoles';
import type { HostId, Logger } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { machineUser } from '@rapidvm/qemu-core';
import { chooseMachineUsers, chooseRunRoot, createMachineHost, readBootId, spareRunRoot } from '@rapidvm/qemu-host';
import { systemClock as clock, systemRng as rng, systemTimers as timers } from '@rapidvm/runtime';
import { createDiskStore, isNfsUrl } from '@rapidvm/storage';
import packageJson from '../package.json' with { type: 'json' };
import type { AgentConfig, AgentLayout } from './config.ts';
import { layoutOf } from './config.ts';
import { openIdentity, ownAddresses } from './host-identity.ts';
import { certificatesOf, keepMembership } from './membership.ts';
import { openMesh } from './mesh.ts';
import { takeUpInTime } from './taking-up.ts';

export interface RunningAgent {
  /** Lets go of everything; VMs go on. */
  close(): Promise<void>;
}

/** In the run root, beside the VMs' folders: on the same file system as the sockets that are lent. */
const LOANS = 'loans';
const DOOR = 'door';

/** 128 bits: no two starts of agents have the same. */
const INSTANCE_BYTES = 16;

/** Refuses with `already-running`, and with whatever keeps it from starting. */
export async function startAgent(config: AgentConfig, logger: Logger): Promise<RunningAgent> {
  const lock = await lockDataDirectory(config.dataDir);
  const layout = layoutOf(config);
  const members = await MemberCache.open(layout.members, logger);
  const identityWorld = { config, layout, members, addresses: ownAddresses(config), clock, timers, rng, logger };
  const own = await openIdentity(identityWorld);

  const ledger = new Ledger(layout.ledger);
  const contents = await ledger.read();
  const epoch = await beginEpoch(
    layout.epoch,
    contents.entries.map((entry) => entry.reportGeneration),
    logger,
  );
  const nextGeneration = generationsOf(epoch);

  const { privateKeyPem } = own.key;
  const mesh = await openMesh({ listen: config.meshListen, privateKeyPem, hostId: own.identity.hostId, epoch, members, logger });
  const { machines, disks, runRoot } = await openHost(config, layout, own.identity.hostId, members, logger);
  const reporter = new Reporter(timers);
  const hostFacts: HostFactsSource = new HostFactsSource({
    machines,
    datastores: Object.keys(config.datastores).length,
    runningVms: () => vms.runningVms,
    nextChangeStamp: nextGeneration,
    stamp: (facts) => mesh.publishFacts(facts) ?? noHost(),
    timers,
    logger,
    onFacts: (facts) => reporter.hostFacts(facts),
  });
  const vms: VmRegistry = new VmRegistry({
    machines,
    disks,
    ledger,
    clock,
    timers,
    logger,
    nextGeneration,
    onReport: (report) => {
      reporter.report(report);
      hostFacts.vmChanged();
    },
  });
  const bootId = await readBootId();
  const takingUp = await takeUpInTime({ vms, contents, mark: layout.boot, bootId, logger });
  await mesh.start();
  const loans = await SocketLoans.open({ folder: join(runRoot, LOANS), bootId, timers, logger });
  const consoles = new AgentConsoles({ find: (vmId) => consoleSource(vms, vmId), loans, timers, logger });
  const credentials = new AgentCredentials(certificatesOf(own, own.identity));
  const instance = Buffer.from(rng.bytes(INSTANCE_BYTES)).toString('hex');
  const self = { hostId: own.identity.hostId, instance };
  const takeUp = () => takingUp.begin();
  const backend = { self, takeUp, vms, reporter, hostFacts, members, disks, consoles };
  const near = { folder: join(runRoot, DOOR), loans };
  const server = await startAgentServer({ ...config.listen, credentials, backend, near, timers, logger });
  hostFacts.start();
  const membership = keepMembership(identityWorld, own, { instance, reporter, hostFacts, mesh, credentials, takingUp });
  const { version } = packageJson;
  logger.info('The agent is ready', { host: self.hostId, vms: contents.entries.length, epoch, version });
  return {
    async close() {
      membership.close();
      hostFacts.close();
      reporter.close();
      await server.close();
      await vms.close();
      await mesh.stop();
      await lock.release();
    },
  };
}

async function openHost(config: AgentConfig, layout: AgentLayout, hostId: HostId, members: MemberCache, logger: Logger) {
  const { user, runDirectory } = config.qemu;
  const spare = await spareRunRoot(config.dataDir);
  const runRoot = await chooseRunRoot({ wanted: layout.run, isGiven: runDirectory !== undefined, spare, logger });
  const folders = Object.values(config.datastores).filter((place) => !isNfsUrl(place));
  const chosen = await chooseMachineUsers([runRoot, ...folders], timers);
  const userOf = user === undefined ? chosen.userOf : (): typeof user => user;
  logger.info('Users of QEMU', {
    reason: user === undefined ? chosen.reason : `every QEMU runs as user ${user.uid}, as configured`,
  });
  const disks = await createDiskStore({
    datastores: config.datastores,
    ownerOf: userOf,
    serverOwnerOf: machineUser,
    host: { hostId, name: config.name, nameOf: (of) => members.nameOf(of) },
    copies: layout.copies,
    timers,
    rng,
    logger,
  });
  const machines = createMachineHost({
    runRoot,
    resolve: (file) => disks.resolve(file),
    diskFile: (file) => disks.diskFile(file),
    usage: () => disks.usage(),
    userOf,
    agentVersion: packageJson.version,
    timers,
    logger,
  });
  return { machines, disks, runRoot };
}

function consoleSource(vms: VmRegistry, vmId: Parameters<VmRegistry['find']>[0]) {
  const vm = vms.find(vmId);
  return { state: vm.report.state, process: vm.process };
}

function noHost(): never {
  throw new RapidError('internal', 'The mesh does not know its own host', { cause: 'no host id' }, 'Report this');
}
