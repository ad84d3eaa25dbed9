/** A machine with an agent, and the VMs that run there. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { AGENT_PROGRAM } from '../../scripts/launcher/checkout.ts';
import { SMALL_NODE } from '../../scripts/launcher/host.ts';
import type { ApiClient } from '../../scripts/shared/api-client.ts';
import type { Machine } from './machine.ts';
import { LAB_ROOT } from './world.ts';

/** The folder that all hosts mount under the same path, as a NAS would be. */
export const SHARED_FOLDER = join(LAB_ROOT, 'shared');

/** Name of the datastore on it. */
export const SHARED = 'shared';

/** Milliseconds for an agent to join and to be seen, on a machine that many share. */
const JOIN_MS = 60_000;

export class HostMachine {
  readonly machine: Machine;
  #id: string | undefined;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  get name(): string {
    return this.machine.name;
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

  async startAgent(): Promise<void> {
    await this.machine.start([...SMALL_NODE, AGENT_PROGRAM, '--config', this.#path('agent.json')], 'agent.log');
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
    await this.machine.powerOn();
    await this.startAgent();
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

  #path(file: string): string {
    return join(this.machine.folder, file);
  }

  async #writeConfig(datastores: Readonly<Record<string, string>>): Promise<void> {
    const local = this.#path('datastore');
    await mkdir(local, { recursive: true });
    const config = {
      dataDir: this.#path('agent'),
      name: this.name,
      listen: { host: '0.0.0.0', port: 7442 },
      advertise: this.machine.address,
      meshListen: { host: '0.0.0.0', port: 7443 },
      joinTokenFile: this.#path('join-token'),
      datastores: { local, [SHARED]: SHARED_FOLDER, ...datastores },
    };
    await writeFile(this.#path('agent.json'), JSON.stringify(config));
  }
}
