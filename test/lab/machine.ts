/** One machine of the lab: its own processes, network, host name, boot id and machine id, on files that outlive a power-off. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, open, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import { run } from '../../scripts/shared/run.ts';
import { addressOf, type LabNetwork } from './network.ts';
import { LAB_ROOT } from './world.ts';

/** Milliseconds for a machine's first process to stand or to be gone: the kernel's work alone, on a busy machine. */
const POWER_MS = 20_000;

const OWN = ['--net', '--pid', '--mount', '--uts', '--ipc'] as const;

export class Machine {
  readonly name: string;
  readonly number: number;
  /** Its disk: what is written there is still there after a power-off. */
  readonly folder: string;
  readonly #network: LabNetwork;
  #address: string;
  #init: number | null = null;

  constructor(name: string, number: number, network: LabNetwork) {
    this.name = name;
    this.number = number;
    this.folder = join(LAB_ROOT, name);
    this.#network = network;
    this.#address = addressOf(number);
  }

  get address(): string {
    return this.#address;
  }

  get isOn(): boolean {
    return this.#init !== null;
  }

  async powerOn(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o755 });
    const script = join(import.meta.dirname, 'machine-init.sh');
    const outer = spawn('unshare', [...OWN, '--fork', '--kill-child=SIGKILL', '--mount-proc', 'sh', script], { stdio: 'ignore' });
    const init = await eventually(() => onlyChildOf(outer.pid ?? 0), POWER_MS);
    await eventually(async () => (await readFile(`/proc/${init}/cmdline`, 'utf8')).includes('machine-init'), POWER_MS);
    this.#init = init;
    await this.#network.plugIn(this.number, init);
    this.#address = addressOf(this.number);
    await this.run(['hostname', this.name]);
    // Daemons put sockets and locks there, under the same names on each machine.
    await this.run(['mount', '-t', 'tmpfs', '-o', 'mode=0755', 'run', '/run']);
    await this.pretend('boot-id', '/proc/sys/kernel/random/boot_id', randomUUID());
    if (await exists('/etc/machine-id'))
      await this.pretend('machine-id', '/etc/machine-id', this.number.toString(16).padStart(32, '0'));
  }

  /** Lets the machine write below each of `folders` without anybody else seeing it; what it wrote there is on its disk. */
  async own(folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      const [upper, work] = ['upper', 'work'].map((part) => join(this.folder, 'root', folder.replaceAll('/', '_'), part));
      await this.run(['mkdir', '-p', String(upper), String(work)]);
      await this.run(['mount', '-t', 'overlay', '-o', `lowerdir=${folder},upperdir=${upper},workdir=${work}`, 'own', folder]);
    }
  }

  /** Every process of it is gone when this resolves, whatever it was doing. */
  async powerOff(): Promise<void> {
    const init = this.#running();
    const members = await this.pids();
    await this.#network.unplug(this.number);
    process.kill(init, 'SIGKILL');
    this.#init = null;
    await eventually(async () => (await Promise.all(members.map(isGone))).every(Boolean), POWER_MS);
  }

  /** Pulls the plug, if it is in, and throws the disk away. */
  async scrap(): Promise<void> {
    if (this.isOn) await this.powerOff();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Stops every process where it stands, as a machine that something below it holds; each of their threads stands when this resolves. */
  async freeze(): Promise<void> {
    const members = await this.pids();
    for (const pid of members) signal(pid, 'SIGSTOP');
    await eventually(async () => (await Promise.all(members.map(standsStill))).every(Boolean), POWER_MS);
  }

  async thaw(): Promise<void> {
    for (const pid of await this.pids()) signal(pid, 'SIGCONT');
  }

  /** The machine goes on under the address of another number. */
  async readdress(next: number): Promise<void> {
    await this.#network.readdress(this.number, this.#running(), next);
    this.#address = addressOf(next);
  }

  /** Runs a program on this machine to its end; returns its standard output. */
  run(argv: readonly string[]): Promise<string> {
    return run(this.#entering(argv));
  }

  /**
   * Starts a program on this machine; its output goes to the file `log` of its folder. It is a child of the machine's first process: a helper of ours
   * that waited for it would stop with it when the machine freezes, and never go on.
   */
  async start(argv: readonly string[], log: string, environment: NodeJS.ProcessEnv = {}): Promise<void> {
    const [program = '', ...words] = this.#entering(['setsid', '--fork', ...argv]);
    const file = await open(join(this.folder, log), 'a');
    try {
      const stdio = ['ignore', file.fd, file.fd] as const;
      const started = spawn(program, words, { stdio: [...stdio], env: { ...process.env, ...environment } });
      const [code] = await once(started, 'exit');
      if (code !== 0) throw new Error(`${argv.join(' ')} could not be started on ${this.name}: see ${log}`);
    } finally {
      await file.close();
    }
  }

  /** Its namespace of process ids, by which the world tells whose a process is; another one with each boot. */
  pidNamespace(): Promise<string> {
    return readlink(`/proc/${this.#running()}/ns/pid`);
  }

  /** Ids of its processes as the world sees them, without its first. */
  async pids(): Promise<number[]> {
    const init = this.#running();
    const namespace = await this.pidNamespace();
    const found: number[] = [];
    for (const entry of await readdir('/proc')) {
      const pid = Number(entry);
      if (!Number.isInteger(pid) || pid === init) continue;
      const theirs = await readlink(`/proc/${entry}/ns/pid`).catch(() => null);
      if (theirs === namespace) found.push(pid);
    }
    return found;
  }

  /** Its processes whose command line holds `words`. */
  async pidsOf(words: string): Promise<number[]> {
    const found: number[] = [];
    for (const pid of await this.pids()) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (command.replaceAll('\0', ' ').includes(words)) found.push(pid);
    }
    return found;
  }

  #running(): number {
    if (this.#init === null) throw new Error(`the machine ${this.name} is off`);
    return this.#init;
  }

  #entering(argv: readonly string[]): string[] {
    return ['nsenter', '--target', String(this.#running()), ...OWN, '--', ...argv];
  }

  /** Lets the machine read `text` from a file that the kernel or the real machine owns; `name` is that of the file on its disk. */
  async pretend(name: string, path: string, text: string): Promise<void> {
    const file = join(this.folder, name);
    await writeFile(file, `${text}\n`);
    await this.run(['mount', '--bind', file, path]);
  }
}

async function onlyChildOf(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const child = Number(text.trim().split(' ')[0]);
  return child > 0 ? child : null;
}

/** Some containers have no machine id: then nothing can mistake theirs. */
function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Harmless when the process has ended meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function isGone(pid: number): Promise<boolean> {
  return isEachThreadIn('ZX', pid);
}

function standsStill(pid: number): Promise<boolean> {
  return isEachThreadIn('TtZX', pid);
}

async function isEachThreadIn(letters: string, pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const states = await Promise.all(threads.map((thread) => stateIn(`/proc/${pid}/task/${thread}`)));
  return states.every((state) => letters.includes(state));
}

/** One letter, as in proc(5); X: there is none any more. */
async function stateIn(folder: string): Promise<string> {
  const stat = await readFile(`${folder}/stat`, 'utf8').catch(() => ') X');
  return stat.charAt(stat.lastIndexOf(')') + 2);
}
