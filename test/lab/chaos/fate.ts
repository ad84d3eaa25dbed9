/** What is done to one host, and how it stands because of that: the truth that all views are held against. */
import type { HostMachine } from '../host-machine.ts';
import type { Lab } from '../lab.ts';
import type { FaultKind } from './plan.ts';

/** Milliseconds for an agent to take calls after its machine's boot, on a machine that is busy. */
const BOOT_MS = 60_000;

export class Fate {
  readonly host: HostMachine;
  readonly #lab: Lab;
  #fault: FaultKind | null = null;

  constructor(host: HostMachine, lab: Lab) {
    this.host = host;
    this.#lab = lab;
  }

  /** What is wrong with it now; null: nothing. */
  get fault(): FaultKind | null {
    return this.#fault;
  }

  async strike(kind: FaultKind): Promise<void> {
    this.#fault = kind;
    switch (kind) {
      case 'power':
        return this.host.powerOff();
      case 'freeze':
        return this.host.machine.freeze();
      case 'cut':
        return this.#lab.network.partition(this.host.name, [this.host.machine.number], this.#others());
      case 'agent':
        return this.host.killAgent();
    }
  }

  /** Takes back what was done; its agent takes calls when this resolves. Harmless when nothing was. */
  async mend(): Promise<void> {
    const kind = this.#fault;
    if (kind === null) return;
    await this.#undo(kind);
    await this.host.agentAnswers(BOOT_MS);
    this.#fault = null;
  }

  async #undo(kind: FaultKind): Promise<void> {
    switch (kind) {
      case 'power':
        return this.host.powerOn();
      case 'freeze':
        return this.host.machine.thaw();
      case 'cut':
        return this.#lab.network.heal(this.host.name);
      case 'agent':
        return this.host.startAgent();
    }
  }

  #others(): readonly number[] {
    const { controller, hosts, nas } = this.#lab;
    const machines = [controller, ...hosts, ...(nas === null ? [] : [nas])].map(({ machine }) => machine);
    return machines.map(({ number }) => number).filter((number) => number !== this.host.machine.number);
  }
}
