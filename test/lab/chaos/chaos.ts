/**
 * Five hosts, thirty VMs, ten clients, and hosts that are struck and brought back at random while the clients work. A round: faults strike within
 * seconds, some of them for a moment only; then it is quiet, and what people are shown must be right with hosts gone; then all are brought
 * back, and it must be right again. What must hold all the time is watched all the time.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isRapidError, type Rng } from '@rapidvm/kernel';
import { seededRng } from '@rapidvm/testing';
import { followTask } from '../../../scripts/launcher/follow-task.ts';
import { buildLab, type Lab } from '../lab.ts';
import { Fate } from './fate.ts';
import { below, oneOf, planRound, type Fault } from './plan.ts';
import { Population } from './population.ts';
import type { ChaosReport } from './report.ts';
import { QemuWatch } from './qemu-watch.ts';
import { allVms, wrongViews } from './views.ts';

const HOSTS = 5;

/** Milliseconds in which the clients of a round begin what they do. */
const ACT_MS = 4000;

/** Milliseconds between two looks at views that are wrong, and at the list of VMs. */
const LOOK_MS = 200;
const LIST_MS = 1000;

/** Milliseconds after which it is not waited any longer for views to be right. */
const HOPELESS_MS = 90_000;

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  /** Seconds after quiet by which all views must be right. */
  readonly rightWithin: number;
  readonly say: (line: string) => void;
}

/** Builds the lab, plays, and takes it down again. Inside a world. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const lab = await buildLab({ hosts: HOSTS, arm64: 1, nas: true });
  const watch = new QemuWatch();
  try {
    return await new Chaos(lab, watch, options).run();
  } finally {
    await watch.close();
    await lab.close();
  }
}

class Chaos {
  readonly #lab: Lab;
  readonly #watch: QemuWatch;
  readonly #options: ChaosOptions;
  readonly #rng: Rng;
  readonly #fates: readonly Fate[];
  readonly #broken = new Set<string>();
  readonly #struck = new Map<string, number>();
  readonly #rightAfterFaults: number[] = [];
  readonly #rightAfterReturn: number[] = [];

  constructor(lab: Lab, watch: QemuWatch, options: ChaosOptions) {
    this.#lab = lab;
    this.#watch = watch;
    this.#options = options;
    this.#rng = seededRng(options.seed);
    this.#fates = lab.hosts.map((host) => new Fate(host, lab));
  }

  async run(): Promise<ChaosReport> {
    const { seed, minutes, say } = this.#options;
    const people = await Population.of(this.#lab, seed);
    const over = new AbortController();
    const listed = this.#watchList(people, over.signal);
    const began = performance.now();
    const created = people.populate().then(() => (performance.now() - began) / 1000);
    let rounds = 0;
    // The first strikes while the VMs are being made.
    for (; rounds === 0 || performance.now() - began < minutes * 60_000; rounds += 1) {
      await this.#round(people);
      say(`round ${rounds + 1}: ${people.vms.length} VMs, ${this.#broken.size} promises broken`);
    }
    const createdSeconds = await created;
    say('all hosts are back; all VMs are started, looked at, and ended');
    for (const broken of await people.startAll()) this.#broken.add(broken);
    await this.#mustBeRight(this.#rightAfterReturn);
    over.abort();
    await listed;
    const disks = await people.endAll();
    for (const vmId of this.#watch.doubles) this.#broken.add(`VM ${vmId} had two QEMUs at once`);
    for (const fault of disks.faults) this.#broken.add(fault);
    return {
      ...{ seed, minutes, rounds, createdSeconds, disks, looks: this.#watch.looks },
      faults: Object.fromEntries(this.#struck),
      outcomes: Object.fromEntries(people.outcomes()),
      rightAfterFaults: this.#rightAfterFaults,
      rightAfterReturn: this.#rightAfterReturn,
      broken: [...this.#broken],
    };
  }

  async #round(people: Population): Promise<void> {
    const faults = planRound(this.#rng, HOSTS);
    await Promise.all([...faults.map((fault) => this.#strike(fault)), this.#letClientsAct(people)]);
    await this.#mustBeRight(this.#rightAfterFaults);
    await this.#take(people);
    await this.#rescue(people);
    await Promise.all(this.#fates.map((fate) => fate.mend()));
    await this.#mustBeRight(this.#rightAfterReturn);
  }

  async #strike({ host, kind, afterMs, holdMs }: Fault): Promise<void> {
    const fate = this.#fates[host];
    if (fate === undefined) return;
    await delay(afterMs);
    this.#options.say(`${fate.host.name}: ${kind}${holdMs === null ? '' : ` for ${holdMs} ms`}`);
    this.#struck.set(kind, (this.#struck.get(kind) ?? 0) + 1);
    await fate.strike(kind);
    if (holdMs === null) return;
    await delay(holdMs);
    await fate.mend();
  }

  async #letClientsAct(people: Population): Promise<void> {
    const names = this.#fates.filter(({ host }) => host.architecture === 'x86_64').map(({ host }) => host.name);
    const waits = people.clients.map(() => below(this.#rng, ACT_MS));
    await Promise.all(
      people.clients.map(async (client, index) => {
        await delay(waits[index]);
        client.act(names);
      }),
    );
  }

  /** Somebody wants a VM of each host that is gone elsewhere. Nobody answers for the host: only what does not run there may go. */
  async #take(people: Population): Promise<void> {
    const gone = this.#fates.filter(({ fault }) => fault !== null);
    await Promise.all(gone.map((fate) => this.#startElsewhere(people, 'take', fate, false)));
  }

  /** A VM of a host whose plug is pulled goes elsewhere, by the word of somebody who has seen that it is off. */
  async #rescue(people: Population): Promise<void> {
    const dead = this.#fates.find(({ fault }) => fault === 'power');
    if (dead !== undefined) await this.#startElsewhere(people, 'rescue', dead, true);
  }

  async #startElsewhere(people: Population, what: string, from: Fate, force: boolean): Promise<void> {
    const well = this.#fates.filter(({ fault, host }) => fault === null && host.architecture === from.host.architecture);
    const there = (await allVms(this.#lab)).filter((vm) => vm.hostName === from.host.name && people.has(vm.id));
    if (well.length === 0 || there.length === 0) return;
    const vm = oneOf(this.#rng, there);
    const { host } = oneOf(this.#rng, well);
    const outcome = await people.counted(what, async () => {
      await followTask(this.#lab.api, (await this.#lab.api.call('vm.start', { id: vm.id, host: host.name, force })).task);
    });
    this.#options.say(`${vm.name} on ${host.name}, not ${from.host.name}: ${outcome}`);
  }

  /** Waits until every view is right, and notes how long it took; too late is a broken promise. */
  async #mustBeRight(taken: number[]): Promise<void> {
    const quiet = performance.now();
    const sinceQuiet = (): number => (performance.now() - quiet) / 1000;
    let wrong = await this.#wrong();
    let last = wrong;
    while (wrong.length > 0 && sinceQuiet() < HOPELESS_MS / 1000) {
      await delay(LOOK_MS);
      last = wrong;
      wrong = await this.#wrong();
    }
    const took = sinceQuiet();
    taken.push(took);
    if (took <= this.#options.rightWithin) return;
    const line = `views were right ${took.toFixed(1)} s after quiet only; at last: ${last.join('; ') || 'they were told late'}`;
    this.#options.say(line);
    // What a host that errs goes by, for whoever looks for the cause.
    for (const { host } of this.#fates)
      for (const doubt of await host.logged('still doubted')) this.#options.say(`${host.name}: ${doubt}`);
    this.#broken.add(line);
  }

  async #wrong(): Promise<readonly string[]> {
    return wrongViews({ lab: this.#lab, fates: this.#fates, watch: this.#watch });
  }

  /** Every VM that was made is in the list, every second, and none is said to be gone. */
  async #watchList(people: Population, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      // Before the list: what is made meanwhile need not be in it.
      const made = [...people.vms];
      try {
        const shown = new Map((await allVms(this.#lab)).map((vm) => [vm.id, vm.state]));
        for (const { id, name } of made) {
          const state = shown.get(id);
          if (state === undefined) this.#broken.add(`VM ${name} is lost`);
          if (state === 'destroyed') this.#broken.add(`VM ${name} is reported gone`);
        }
      } catch (error) {
        if (!isRapidError(error, 'unavailable')) throw error;
        this.#broken.add(`the controller did not answer: ${error.message}`);
      }
      await delay(LIST_MS);
    }
  }
}
