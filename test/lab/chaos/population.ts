/** Ten clients with three VMs each. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../lab.ts';
import { NAS } from '../lab.ts';
import { followTask } from '../../../scripts/launcher/follow-task.ts';
import { provideArm64Idler, provideWitness } from '../guests.ts';
import { Client, type OwnVm, type Stock } from './client.ts';
import { readDisks, type DiskProof } from './proof.ts';
import { allVms } from './views.ts';

const CLIENTS = 10;

/** Milliseconds for what was asked for to come to an end, and for all VMs to run at last. */
const SETTLE_MS = 180_000;

/** Milliseconds for the hosts to give their claims back when all VMs have ended. */
const CLAIMS_MS = 15_000;

const PAUSE_MS = 500;

export class Population {
  readonly clients: readonly Client[];
  readonly #lab: Lab;
  readonly #stocks: readonly (readonly Stock[])[];

  private constructor(lab: Lab, clients: readonly Client[], stocks: readonly (readonly Stock[])[]) {
    this.#lab = lab;
    this.clients = clients;
    this.#stocks = stocks;
  }

  /** Clients who have logged in, and images that they can use: each has two VMs in the shared folder, and one on the NAS or for arm64. */
  static async of(lab: Lab, seed: number): Promise<Population> {
    if (lab.nas === null) throw new Error('a chaos needs a NAS');
    const nas = { datastore: NAS, folder: lab.nas.folder };
    const shared: Stock = { image: await provideWitness(lab.api, lab.shared), place: lab.shared, architecture: 'x86_64' };
    const onNas: Stock = { image: await provideWitness(lab.api, nas), place: nas, architecture: 'x86_64' };
    const arm64: Stock = { image: await provideArm64Idler(lab.api, lab.shared), place: lab.shared, architecture: 'aarch64' };
    const names = Array.from({ length: CLIENTS }, (_, index) => `c${index}`);
    const clients = names.map(async (name, index) => new Client(name, await lab.controller.logIn(), seed * 1009 + index));
    const stocks = names.map((_, index) => [shared, index % 2 === 0 ? onNas : arm64, shared]);
    return new Population(lab, await Promise.all(clients), stocks);
  }

  get vms(): readonly OwnVm[] {
    return this.clients.flatMap(({ vms }) => vms);
  }

  has(id: string): boolean {
    return this.vms.some((vm) => vm.id === id);
  }

  /** All at once; resolves when every VM is made and has been started. */
  async populate(): Promise<void> {
    await Promise.all(this.clients.map((client, index) => client.populate(this.#stocks[index] ?? [])));
  }

  outcomes(): ReadonlyMap<string, number> {
    const all = new Map<string, number>();
    for (const { outcomes } of this.clients) for (const [what, count] of outcomes) all.set(what, (all.get(what) ?? 0) + count);
    return all;
  }

  /** Counts with the others what somebody else does with the VMs. */
  counted(what: string, work: () => Promise<void>): Promise<string> {
    const [first] = this.clients;
    if (first === undefined) throw new Error('there are no clients');
    return first.counted(what, work);
  }

  /** Waits until all that was asked for has ended, and has every VM run; returns what did not come true. */
  async startAll(): Promise<readonly string[]> {
    const settled = Promise.all(this.clients.map((client) => client.settled())).then(() => true);
    if (!(await Promise.race([settled, delay(SETTLE_MS, false, { ref: false })]))) return ['a task never ended'];
    const end = performance.now() + SETTLE_MS;
    for (;;) {
      const rest = (await allVms(this.#lab)).filter(({ state }) => state !== 'running');
      if (rest.length === 0) return [];
      if (performance.now() > end) return rest.map((vm) => `VM ${vm.name} does not come to run: ${vm.state} (${vm.reason})`);
      await Promise.all(rest.map(({ id }) => this.counted('start at last', async () => this.#start(id))));
      await delay(PAUSE_MS);
    }
  }

  /** Ends every VM and reads what its disk says. */
  async endAll(): Promise<DiskProof> {
    await Promise.all(
      this.vms.map(async ({ id }) => followTask(this.#lab.api, (await this.#lab.api.call('vm.kill', { id })).task)),
    );
    const end = performance.now() + CLAIMS_MS;
    for (;;) {
      const proof = await readDisks(this.vms);
      if (proof.faults.length === 0 || performance.now() > end) return proof;
      await delay(PAUSE_MS);
    }
  }

  async #start(id: string): Promise<void> {
    await followTask(this.#lab.api, (await this.#lab.api.call('vm.start', { id })).task);
  }
}
