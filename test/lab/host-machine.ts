/** A machine with an agent, and the VMs that run there. */
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Architecture } from '@rapidvm/domain';
import type { HostView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import type { AgentStatus } from '../../apps/agent/src/status.ts';
import { agentStatusSchema } from '../../apps/agent/src/status.ts';
import { AGENT_PROGRAM } from '../../scripts/launcher/checkout.ts';
import { SMALL_NODE } from '../../scripts/launcher/host.ts';
import type { ApiClient } from '../../scripts/shared/api-client.ts';
import { run } from '../../scripts/shared/run.ts';
import type { Place } from './guests.ts';
import type { Machine } from './machine.ts';
import { LAB_ROOT } from './world.ts';

/** The folder that all hosts mount under the same path, as a NAS would be. */
export const SHARED_FOLDER = join(LAB_ROOT, 'shared');

/** Name of the datastore on it. */
export const SHARED = 'shared';

/** Milliseconds for an agent to join and to be seen, on a machine that many share. */
const JOIN_MS = 60_000;

const AGENT_PORT = 7442;

/** Loaded into an agent that is to take its machine for one with another processor. */
const OTHER_PROCESSOR = join(import.meta.dirname, 'other-processor.ts');

/** What a pretended processor is called. Whoever looks at the host reads what it is. */
const CPU_INFO = {
  x86_64: 'processor\t: 0\nmodel name\t: x86-64 by emulation (a machine of the lab)\nflags\t\t: lm',
  aarch64: 'processor\t: 0\nCPU implementer\t: 0x41\nModel\t\t: arm64 by emulation (a machine of the lab)',
} as const satisfies Record<Architecture, string>;

const ARCH = { x86_64: 'x64', aarch64: 'arm64' } as const satisfies Record<Architecture, string>;

/**
 * A machine of either architecture. What is real of one whose processor is not that of the machine below: its guests, which QEMU emulates
 * instruction by instruction as on any host without KVM, and all that the product decides because the host says what it is. What is not: its
 * agent runs on the processor below, told by its `process.arch` and by `/proc/cpuinfo` that it is another.
 */
export class HostMachine {
  readonly machine: Machine;
  readonly architecture: Architecture;
  #id: string | undefined;

  constructor(machine: Machine, architecture: Architecture) {
    this.machine = machine;
    this.architecture = architecture;
  }

  get name(): string {
    return this.machine.name;
  }

  /** Its own datastore. */
  get local(): Place {
    return { datastore: 'local', folder: this.#path('datastore') };
  }

  /** The host's id in the cluster; known since it has joined. */
  get id(): string {
    if (this.#id === undefined) throw new Error(`${this.name} has not joined`);
    return this.#id;
  }

  /** Joins with a fresh token and waits until the controller sees the host. */
  async join(api: ApiClient, datastores: Readonly<Record<string, string>> = {}): Promise<void> {
    const { joinToken } = await api.call('host.invite', { validMinutes: 10 });
    await mkdir(this.machine.folder, { recursive: true });
    await writeFile(this.#path('join-token'), joinToken, { mode: 0o600 });
    await this.#writeConfig(datastores);
    await this.startAgent();
    this.#id = (await this.isIn(api, 'active', JOIN_MS)).id;
  }

  /**
   * Takes the disk of another host, as whoever copies an SD card: its identity, its ledger, its configuration but for what names the machine. The
   * agent is not started.
   */
  async copyDiskOf(original: HostMachine, datastores: Readonly<Record<string, string>> = {}): Promise<void> {
    await mkdir(this.machine.folder, { recursive: true });
    await run(['cp', '-a', original.#path('agent'), this.#path('agent')]);
    // The machine below is one: what this one has of its own is told apart by its folder alone.
    for (const file of ['agent.pid', 'status.json']) await rm(join(this.#path('agent'), file), { force: true });
    await this.#writeConfig(datastores);
  }

  async startAgent(): Promise<void> {
    const arch = ARCH[this.architecture];
    const preload = this.#pretends ? ['--import', OTHER_PROCESSOR] : [];
    const agent = [...SMALL_NODE, ...preload, AGENT_PROGRAM, '--config', this.#path('agent.json')];
    await this.machine.start(agent, 'agent.log', { LAB_PROCESSOR: arch });
  }

  /** Waits until the agent takes calls. */
  agentAnswers(deadlineMs: number): Promise<boolean> {
    return eventually(() => takesCalls(this.machine.address), deadlineMs);
  }

  /** How its agent stands, as it last wrote down. */
  async status(): Promise<AgentStatus | null> {
    const text = await readFile(this.#statusFile, 'utf8').catch(() => null);
    return text === null ? null : agentStatusSchema.parse(JSON.parse(text));
  }

  /** The last lines of its agent's log that say `text`. */
  async logged(text: string, lines = 3): Promise<readonly string[]> {
    const log = await readFile(this.#path('agent.log'), 'utf8').catch(() => '');
    return log
      .split('\n')
      .filter((line) => line.includes(text))
      .slice(-lines);
  }

  /** Kills the agent alone; its VMs go on. */
  async killAgent(): Promise<void> {
    for (const pid of await this.machine.pidsOf(AGENT_PROGRAM)) process.kill(pid, 'SIGKILL');
    await eventually(async () => (await this.machine.pidsOf(AGENT_PROGRAM)).length === 0, JOIN_MS);
  }

  /** Pulls the plug: agent and VMs are gone at once. */
  powerOff(): Promise<void> {
    return this.machine.powerOff();
  }

  /** Boots the machine, and its agent with it. */
  async powerOn(): Promise<void> {
    await this.bootMachine();
    await this.startAgent();
  }

  /** Boots the machine alone. */
  async bootMachine(): Promise<void> {
    await this.machine.powerOn();
    if (this.#pretends) await this.machine.pretend('cpuinfo', '/proc/cpuinfo', CPU_INFO[this.architecture]);
  }

  /** Waits until the controller shows the host in `state`. */
  isIn(api: ApiClient, state: HostView['state'], deadlineMs: number): Promise<HostView> {
    return eventually(async () => {
      const { items } = await api.call('host.list', { name: this.name });
      const host = items[0];
      if (host?.state !== state) throw new Error(`host ${this.name} is ${host?.state ?? 'not known'}, not ${state}`);
      return host;
    }, deadlineMs);
  }

  get #pretends(): boolean {
    return process.arch !== ARCH[this.architecture];
  }

  get #statusFile(): string {
    return join(this.#path('agent'), 'status.json');
  }

  #path(file: string): string {
    return join(this.machine.folder, file);
  }

  async #writeConfig(datastores: Readonly<Record<string, string>>): Promise<void> {
    const local = this.local.folder;
    await mkdir(local, { recursive: true });
    const config = {
      dataDir: this.#path('agent'),
      name: this.name,
      listen: { host: '0.0.0.0', port: AGENT_PORT },
      advertise: this.machine.address,
      meshListen: { host: '0.0.0.0', port: 7443 },
      joinTokenFile: this.#path('join-token'),
      datastores: { local, [SHARED]: SHARED_FOLDER, ...datastores },
    };
    await writeFile(this.#path('agent.json'), JSON.stringify(config));
  }
}

async function takesCalls(address: string): Promise<boolean> {
  const socket = connect(AGENT_PORT, address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
