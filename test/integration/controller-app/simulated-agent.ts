/**
 * An agent without a host: the domain's own transitions on records in files, so that it outlives a killed controller. It accepts and refuses
 * by generation as the real one does. For rules that can't be shown on the real one: hosts lost at the worst moment, kills at every step.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { AgentGateway, AgentIntroduction, ImageFacts } from '@rapidvm/controller-app';
import type { DatastorePath, MachineSpec, VmReport, VmTrigger } from '@rapidvm/domain';
import { CAN_DELETE, CAN_START, HAS_PROCESS, nextVmState } from '@rapidvm/domain';
import type { Generation, HostId, VmId } from '@rapidvm/kernel';
import { asGeneration, NO_GENERATION, notFound, RapidError } from '@rapidvm/kernel';
import type { MemberTableView } from '@rapidvm/operations';

export class SimulatedAgent implements AgentGateway {
  readonly #directory: string;
  /** Hosts that do not answer. */
  readonly lost = new Set<HostId>();
  /** VMs whose process no signal ends: it hangs in the kernel. */
  readonly unkillable = new Set<VmId>();
  /** VMs on whose disks another host has its claim. */
  readonly claimed = new Set<VmId>();
  readonly members = new Map<HostId, MemberTableView>();
  /** Held back: a stop, a start does not come to an end before this has. */
  stopGate: Promise<void> = Promise.resolve();
  startGate: Promise<void> = Promise.resolve();
  readonly calls: string[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** What hosts answer when they are asked who they are; missing: they do not. */
  readonly instances = new Map<HostId, string>();

  async introduce(host: HostId): Promise<AgentIntroduction> {
    this.#reach(host, 'introduce');
    const instance = this.instances.get(host);
    if (instance === undefined) throw notFound('host', host);
    return { protocol: 2, instance };
  }

  async provisionVm(host: HostId, spec: MachineSpec, generation: Generation): Promise<VmReport> {
    this.#reach(host, 'provision');
    const known = (await this.find(spec.vmId)) ?? created(spec.vmId);
    refuseStale(known, generation);
    return this.#become(known, generation, known.state === 'created' ? ['provisioned'] : []);
  }

  async adoptVm(host: HostId, spec: MachineSpec, generation: Generation): Promise<VmReport> {
    this.#reach(host, 'adopt');
    const known = (await this.find(spec.vmId)) ?? { ...created(spec.vmId), generation: await this.#lastGeneration(spec.vmId) };
    refuseStale(known, generation);
    return this.#become(known, generation, known.state === 'created' ? ['provisioned'] : []);
  }

  async checkDisks(host: HostId, { vmId }: MachineSpec): Promise<void> {
    this.#reach(host, 'check');
    const details = { kind: 'VM', id: vmId, usedBy: ['host lab'] };
    if (this.claimed.has(vmId)) throw new RapidError('in-use', 'Its disks are in use by host lab', details, 'Use --force');
  }

  async releaseVm(host: HostId, { vmId }: MachineSpec): Promise<void> {
    this.#reach(host, 'release');
    const known = await this.find(vmId);
    if (known === null) return;
    if (HAS_PROCESS.includes(known.state)) throw wrongState(known);
    await rename(this.#file(vmId), this.#formerFile(vmId));
  }

  async startVm(host: HostId, spec: MachineSpec, generation: Generation): Promise<VmReport> {
    const known = await this.#known(host, 'start', spec.vmId, generation);
    await this.startGate;
    return this.#become(known, generation, CAN_START.includes(known.state) ? ['start-requested', 'started'] : []);
  }

  async stopVm(host: HostId, vmId: VmId, generation: Generation): Promise<VmReport> {
    await this.#known(host, 'stop', vmId, generation);
    await this.stopGate;
    const known = await this.#known(host, 'stopped', vmId, generation);
    return this.#become(known, generation, HAS_PROCESS.includes(known.state) ? ['stop-requested', 'process-ended'] : []);
  }

  async killVm(host: HostId, vmId: VmId, generation: Generation): Promise<VmReport> {
    const known = await this.#known(host, 'kill', vmId, generation);
    if (this.unkillable.has(vmId))
      throw new RapidError('timed-out', 'QEMU does not end', { what: 'QEMU', afterMs: 5000 }, 'Try again');
    return this.#become(known, generation, HAS_PROCESS.includes(known.state) ? ['process-ended'] : []);
  }

  async removeVm(host: HostId, vmId: VmId, generation: Generation): Promise<VmReport> {
    this.#reach(host, 'remove');
    const known = (await this.find(vmId)) ?? created(vmId);
    refuseStale(known, generation);
    if (!CAN_DELETE.includes(known.state)) throw wrongState(known);
    await rm(this.#file(vmId), { force: true });
    return { ...known, state: 'destroyed', generation: asGeneration(known.generation + 1), intentGeneration: generation };
  }

  async inspectImage(host: HostId, { path }: DatastorePath): Promise<ImageFacts> {
    this.#reach(host, 'inspect');
    if (path.includes('missing')) throw notFound('file', path);
    return { format: 'qcow2', virtualBytes: 64 * 1024 * 1024, sha256: 'a'.repeat(64) };
  }

  async setMembers(host: HostId, table: MemberTableView): Promise<void> {
    this.#reach(host, 'members');
    this.members.set(host, table);
  }

  /** What it has of this VM; null when nothing. */
  async find(vmId: VmId): Promise<VmReport | null> {
    try {
      return parse(await readFile(this.#file(vmId), 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  async list(): Promise<readonly VmReport[]> {
    const files = (await readdir(this.#directory)).filter((name) => name.endsWith('.vm'));
    return Promise.all(files.map(async (name) => parse(await readFile(join(this.#directory, name), 'utf8'))));
  }

  /** Something that nobody asked for. */
  async happens(vmId: VmId, ...triggers: VmTrigger[]): Promise<VmReport> {
    const known = await this.find(vmId);
    if (known === null) throw notFound('VM', vmId);
    return this.#become(known, known.intentGeneration, triggers);
  }

  async #known(host: HostId, command: string, vmId: VmId, generation: Generation): Promise<VmReport> {
    this.#reach(host, command);
    const known = await this.find(vmId);
    if (known === null) throw notFound('VM', vmId);
    refuseStale(known, generation);
    return known;
  }

  async #become(known: VmReport, intentGeneration: Generation, triggers: readonly VmTrigger[]): Promise<VmReport> {
    const state = triggers.reduce(nextVmState, known.state);
    const report: VmReport = { ...known, state, intentGeneration, generation: asGeneration(known.generation + 1) };
    await mkdir(this.#directory, { recursive: true });
    const aside = join(this.#directory, `${randomUUID()}.new`);
    await writeFile(aside, JSON.stringify(report));
    await rename(aside, this.#file(known.vmId));
    return report;
  }

  #reach(host: HostId, command: string): void {
    this.calls.push(command);
    if (!this.lost.has(host)) return;
    throw new RapidError(
      'host-unreachable',
      'The host is lost',
      { host, since: '', cause: 'a test took it away' },
      'Bring it back',
    );
  }

  /** An agent's generations never go back, whatever it has forgotten. */
  async #lastGeneration(vmId: VmId): Promise<Generation> {
    try {
      return parse(await readFile(this.#formerFile(vmId), 'utf8')).generation;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NO_GENERATION;
      throw error;
    }
  }

  #formerFile(vmId: VmId): string {
    return join(this.#directory, `${vmId}.former`);
  }

  #file(vmId: VmId): string {
    return join(this.#directory, `${vmId}.vm`);
  }
}

const parse = (text: string): VmReport => JSON.parse(text) as VmReport;

function created(vmId: VmId): VmReport {
  const none = { reason: null, accelerator: null, restarts: 0, lastError: null };
  return { ...none, vmId, generation: NO_GENERATION, intentGeneration: NO_GENERATION, state: 'created' };
}

function refuseStale(known: VmReport, generation: Generation): void {
  if (generation >= known.intentGeneration) return;
  const details = { kind: 'VM', id: known.vmId, given: generation, current: known.intentGeneration };
  throw new RapidError('stale-generation', 'A newer command was accepted before', details, 'Look again');
}

function wrongState(known: VmReport): RapidError<'wrong-state'> {
  const details = { kind: 'VM', id: known.vmId, state: known.state, action: 'delete', allowedIn: CAN_DELETE };
  return new RapidError('wrong-state', `The VM is ${known.state}`, details, 'End it first');
}
