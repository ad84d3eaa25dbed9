/** Somebody who makes a few VMs at once, and then asks of them what comes to mind. */
import { isRapidError, type Rng } from '@rapidvm/kernel';
import type { TaskView } from '@rapidvm/operations';
import { seededRng } from '@rapidvm/testing';
import { followTask } from '../../../scripts/launcher/follow-task.ts';
import type { ApiClient } from '../../../scripts/shared/api-client.ts';
import type { Place } from '../guests.ts';
import { WITNESS_DISK_MIB, WITNESS_MEMORY_MIB } from '../guests.ts';
import { oneOf } from './plan.ts';

/** What VMs are made from. */
export interface Stock {
  readonly image: string;
  readonly place: Place;
  readonly architecture: 'x86_64' | 'aarch64';
}

export interface OwnVm extends Stock {
  readonly id: string;
  readonly name: string;
}

const WISHES = ['start', 'start', 'stop', 'kill', 'kill', 'move', 'move'] as const;
type Wish = (typeof WISHES)[number];

/** Seconds that a guest has to power off: an arm64 idler never does. */
const GRACE_SECONDS = 3;

/** Times that a VM whose host was lost meanwhile is made anew. */
const ATTEMPTS = 20;

export class Client {
  readonly vms: OwnVm[] = [];
  /** What was asked for and what came of it (done, or the code of the refusal), how often. */
  readonly outcomes = new Map<string, number>();
  readonly #name: string;
  readonly #api: ApiClient;
  readonly #rng: Rng;
  readonly #underWay = new Set<Promise<string>>();

  constructor(name: string, api: ApiClient, seed: number) {
    this.#name = name;
    this.#api = api;
    this.#rng = seededRng(seed);
  }

  /** Makes and starts a VM of each of `stock`, at once. One whose host is lost meanwhile is undone, and made again under another name. */
  async populate(stock: readonly Stock[]): Promise<void> {
    await Promise.all(stock.map((each, index) => this.#makeUntilDone(`${this.#name}-${index}`, each)));
  }

  /** Asks for one thing, of one VM. `hosts`: where it may be moved. What comes of it is waited for by {@link settled}. */
  act(hosts: readonly string[]): void {
    if (this.vms.length === 0) return;
    const vm = oneOf(this.#rng, this.vms);
    const wish = oneOf(this.#rng, WISHES);
    const host = oneOf(this.#rng, hosts);
    const asked = this.counted(wish, async () => followTask(this.#api, await this.#ask(wish, vm.id, host)));
    this.#underWay.add(asked);
    void asked.finally(() => this.#underWay.delete(asked));
  }

  /** Resolves when all that was asked for has come to an end, good or bad. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Notes what came of `work`, and returns it. A refusal is an answer; an error of ours is not. */
  async counted(what: string, work: () => Promise<void>): Promise<string> {
    let outcome = `${what}: done`;
    try {
      await work();
    } catch (error) {
      if (!isRapidError(error)) throw error;
      outcome = `${what}: ${error.code}`;
    }
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    return outcome;
  }

  async #makeUntilDone(name: string, stock: Stock): Promise<void> {
    const size = { memoryMiB: WITNESS_MEMORY_MIB, diskMiB: WITNESS_DISK_MIB, display: 'none', restart: 'on-failure' } as const;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const called = `${name}-${attempt}`;
      const outcome = await this.counted('create', async () => {
        const { vm, task } = await this.#api.call('vm.create', { name: called, image: stock.image, ...size, start: true });
        await followTask(this.#api, task);
        this.vms.push({ ...stock, name: called, id: vm.id });
      });
      if (outcome === 'create: done') return;
    }
    throw new Error(`${name} could not be made in ${ATTEMPTS} attempts`);
  }

  async #ask(wish: Wish, id: string, host: string): Promise<TaskView> {
    switch (wish) {
      case 'start':
        return (await this.#api.call('vm.start', { id })).task;
      case 'move':
        return (await this.#api.call('vm.start', { id, host })).task;
      case 'stop':
        return (await this.#api.call('vm.stop', { id, graceSeconds: GRACE_SECONDS })).task;
      case 'kill':
        return (await this.#api.call('vm.kill', { id })).task;
    }
  }
}
