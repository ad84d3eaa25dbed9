/** Sees every QEMU of the world, on whatever machine: the proof that no VM ever had two. */
import { readFile, readdir, readlink } from 'node:fs/promises';

/** Milliseconds between two looks. */
const LOOK_MS = 250;

interface Seen {
  readonly vmId: string;
  /** The machine's namespace of process ids. */
  readonly machine: string;
}

export class QemuWatch {
  readonly #doubles = new Set<string>();
  #looks = 0;
  #now: readonly Seen[] = [];
  #closed = false;
  readonly #done: Promise<void>;

  constructor() {
    this.#done = this.#watch();
  }

  /** VMs that were seen with more than one QEMU at the same moment, ever. */
  get doubles(): readonly string[] {
    return [...this.#doubles];
  }

  get looks(): number {
    return this.#looks;
  }

  /** The namespaces of the machines that run a QEMU of this VM, as last seen. */
  machinesOf(vmId: string): readonly string[] {
    return this.#now.filter((seen) => seen.vmId === vmId).map(({ machine }) => machine);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#done;
  }

  async #watch(): Promise<void> {
    while (!this.#closed) {
      await this.look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Looks now. */
  async look(): Promise<void> {
    const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
    const found = (await Promise.all(pids.map(qemuOf))).filter((seen) => seen !== null);
    this.#now = found;
    this.#looks += 1;
    for (const { vmId } of found) if (this.machinesOf(vmId).length > 1) this.#doubles.add(vmId);
  }
}

/** Null: it is no QEMU of a VM, or has ended. */
async function qemuOf(pid: number): Promise<Seen | null> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  const isVm = (words[0] ?? '').includes('qemu-system-') && words.includes('-uuid');
  const machine = isVm ? await readlink(`/proc/${pid}/ns/pid`).catch(() => null) : null;
  return machine === null ? null : { vmId: words[words.indexOf('-uuid') + 1] ?? '', machine };
}
