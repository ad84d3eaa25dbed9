/**
 * One Ethernet bridge between the machines of the lab, and cuts in it. Packets are dropped on their way through the bridge, never in a machine's
 * own output: there a program would be told of an error that no cable gives.
 */
import { run } from '../../scripts/shared/run.ts';

const BRIDGE = 'br0';
const PREFIX = 24;

/** What is dropped: packets from one machine to another (absent: any), so many of a hundred. */
export interface Cut {
  readonly from?: number;
  readonly to?: number;
  readonly percent?: number;
}

/** Address of the machine with this number, 1 … 250. */
export function addressOf(number: number): string {
  return `10.99.0.${number}`;
}

/** The address under which the test itself is on the bridge. */
const OWN_ADDRESS = '10.99.0.254';

function portOf(number: number): string {
  return `port${number}`;
}

export class LabNetwork {
  readonly #cuts = new Map<string, readonly Cut[]>();

  private constructor() {}

  static async make(): Promise<LabNetwork> {
    await run(['ip', 'link', 'add', BRIDGE, 'type', 'bridge', 'forward_delay', '0']);
    await run(['ip', 'address', 'add', `${OWN_ADDRESS}/${PREFIX}`, 'dev', BRIDGE]);
    await run(['ip', 'link', 'set', BRIDGE, 'up']);
    await run(['nft', 'add', 'table', 'bridge', 'lab']);
    // After the bridge has decided where a packet goes; `input` is what comes to the test itself.
    await run(['nft', 'add', 'chain', 'bridge', 'lab', 'forward', '{ type filter hook forward priority 0 ; }']);
    return new LabNetwork();
  }

  /** Takes the bridge and its cuts away, so that another can be made. */
  async remove(): Promise<void> {
    await run(['ip', 'link', 'del', BRIDGE]);
    await run(['nft', 'delete', 'table', 'bridge', 'lab']);
  }

  /** Gives the network namespace of process `pid` an interface on the bridge. It goes away with that namespace. */
  async plugIn(number: number, pid: number): Promise<void> {
    const port = portOf(number);
    await run(['ip', 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(pid)]);
    await run(['ip', 'link', 'set', port, 'master', BRIDGE, 'up']);
    const inside = ['nsenter', '--target', String(pid), '--net', 'ip'];
    await run([...inside, 'address', 'add', `${addressOf(number)}/${PREFIX}`, 'dev', 'eth0']);
    await run([...inside, 'link', 'set', 'eth0', 'up']);
    await run([...inside, 'link', 'set', 'lo', 'up']);
  }

  /** Takes the interface away at once; the kernel would do it some time after the namespace has ended. Harmless when it has. */
  async unplug(number: number): Promise<void> {
    const port = portOf(number);
    if ((await run(['ip', '-brief', 'link', 'show', 'type', 'veth'])).includes(`${port}@`))
      await run(['ip', 'link', 'del', port]);
  }

  /** Another address for a machine that runs, as a new lease of its router would give. */
  async readdress(number: number, pid: number, next: number): Promise<void> {
    const inside = ['nsenter', '--target', String(pid), '--net', 'ip', 'address'];
    await run([...inside, 'del', `${addressOf(number)}/${PREFIX}`, 'dev', 'eth0']);
    await run([...inside, 'add', `${addressOf(next)}/${PREFIX}`, 'dev', 'eth0']);
  }

  /** Puts the cuts called `name` in place of those it had. Open connections feel it at once. */
  async cut(name: string, cuts: readonly Cut[]): Promise<void> {
    this.#cuts.set(name, cuts);
    await this.#apply();
  }

  /** No packet passes between the two groups, in neither direction. */
  async partition(name: string, left: readonly number[], right: readonly number[]): Promise<void> {
    const pairs = left.flatMap((from) => right.map((to) => ({ from, to })));
    await this.cut(name, [...pairs, ...pairs.map(({ from, to }) => ({ from: to, to: from }))]);
  }

  /** Mends the cuts called `name`; absent: all. */
  async heal(name?: string): Promise<void> {
    if (name === undefined) this.#cuts.clear();
    else this.#cuts.delete(name);
    await this.#apply();
  }

  async #apply(): Promise<void> {
    await run(['nft', 'flush', 'chain', 'bridge', 'lab', 'forward']);
    for (const cut of [...this.#cuts.values()].flat())
      await run(['nft', 'add', 'rule', 'bridge', 'lab', 'forward', ...ruleOf(cut)]);
  }
}

function ruleOf({ from, to, percent = 100 }: Cut): readonly string[] {
  const rule: string[] = [];
  if (from !== undefined) rule.push('iifname', portOf(from));
  if (to !== undefined) rule.push('oifname', portOf(to));
  if (percent < 100) rule.push('numgen', 'random', 'mod', '100', '<', String(percent));
  return [...rule, 'drop'];
}
