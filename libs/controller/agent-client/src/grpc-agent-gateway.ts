import type { agentV1 } from '@rapidvm/contracts';
import type { AgentGateway, AgentIntroduction, ImageFacts } from '@rapidvm/controller-app';
import type { DatastorePath, MachineSpec, VmReport } from '@rapidvm/domain';
import type { Generation, HostId, VmId } from '@rapidvm/kernel';
import { SECOND_MS } from '@rapidvm/kernel';
import type { MemberTableView } from '@rapidvm/operations';
import type { AgentDirectory } from './agent-directory.ts';
import { imageFromWire, introductionFromWire, reportFromWire } from './from-wire.ts';
import { COMMAND_MS } from './limits.ts';
import { membersToWire, specToWire } from './to-wire.ts';

/** Commands over gRPC. Each is idempotent at the agent, so whoever sees one time out may send it again. */
export class GrpcAgentGateway implements AgentGateway {
  readonly #directory: AgentDirectory;

  constructor(directory: AgentDirectory) {
    this.#directory = directory;
  }

  async introduce(host: HostId): Promise<AgentIntroduction> {
    const reply = this.#directory
      .link(host)
      .call('asking who it is', COMMAND_MS.introduce, (client, options, done) => client.hello({}, options, done));
    return introductionFromWire(await reply);
  }

  async provisionVm(host: HostId, spec: MachineSpec, intentGeneration: Generation): Promise<VmReport> {
    const request = { spec: specToWire(spec), intentGeneration };
    const reply = this.#directory
      .link(host)
      .call('provisioning a VM', COMMAND_MS.provision, (client, options, done) => client.provisionVm(request, options, done));
    return reportFromWire(await reply);
  }

  async adoptVm(host: HostId, spec: MachineSpec, intentGeneration: Generation, replaces: HostId | null): Promise<VmReport> {
    const request = { spec: specToWire(spec), intentGeneration, checkOnly: false, ...replacing(replaces) };
    const { report } = await this.#adopt(host, request);
    return reportFromWire(report);
  }

  async checkDisks(host: HostId, spec: MachineSpec, intentGeneration: Generation, replaces: HostId | null): Promise<void> {
    await this.#adopt(host, { spec: specToWire(spec), intentGeneration, checkOnly: true, ...replacing(replaces) });
  }

  async releaseVm(host: HostId, spec: MachineSpec, intentGeneration: Generation): Promise<void> {
    const request = { spec: specToWire(spec), intentGeneration };
    await this.#directory
      .link(host)
      .call('letting go of a VM', COMMAND_MS.release, (client, options, done) => client.releaseVm(request, options, done));
  }

  async startVm(
    host: HostId,
    spec: MachineSpec,
    intentGeneration: Generation,
    replaces: HostId | null = null,
  ): Promise<VmReport> {
    const request = {
      ...{ vmId: spec.vmId, spec: specToWire(spec), intentGeneration },
      ...replacing(replaces),
    };
    const reply = this.#directory
      .link(host)
      .call('starting a VM', COMMAND_MS.start, (client, options, done) => client.startVm(request, options, done));
    return reportFromWire(await reply);
  }

  async stopVm(host: HostId, vmId: VmId, intentGeneration: Generation, graceSeconds: number): Promise<VmReport> {
    const request = { vmId, intentGeneration, graceSeconds };
    const deadlineMs = graceSeconds * SECOND_MS + COMMAND_MS.stop;
    const reply = this.#directory
      .link(host)
      .call('stopping a VM', deadlineMs, (client, options, done) => client.stopVm(request, options, done));
    return reportFromWire(await reply);
  }

  async killVm(host: HostId, vmId: VmId, intentGeneration: Generation): Promise<VmReport> {
    const request = { vmId, intentGeneration };
    const reply = this.#directory
      .link(host)
      .call('killing a VM', COMMAND_MS.kill, (client, options, done) => client.killVm(request, options, done));
    return reportFromWire(await reply);
  }

  async removeVm(host: HostId, vmId: VmId, intentGeneration: Generation, spec: MachineSpec | null): Promise<VmReport> {
    const request = { vmId, intentGeneration, ...(spec && { spec: specToWire(spec) }) };
    const reply = this.#directory
      .link(host)
      .call('removing a VM', COMMAND_MS.remove, (client, options, done) => client.removeVm(request, options, done));
    return reportFromWire(await reply);
  }

  #adopt(host: HostId, request: agentV1.AdoptVmRequest): Promise<agentV1.AdoptVmResponse__Output> {
    return this.#directory
      .link(host)
      .call('taking up a VM', COMMAND_MS.adopt, (client, options, done) => client.adoptVm(request, options, done));
  }

  async inspectImage(host: HostId, file: DatastorePath, kind: 'disk' | 'plain'): Promise<ImageFacts> {
    const request = { file, plain: kind === 'plain' };
    const reply = this.#directory
      .link(host)
      .call('inspecting an image', COMMAND_MS.inspect, (client, options, done) => client.inspectImage(request, options, done));
    return imageFromWire(await reply);
  }

  async setMembers(host: HostId, table: MemberTableView): Promise<void> {
    const request = membersToWire(table);
    await this.#directory
      .link(host)
      .call('setting the members', COMMAND_MS.members, (client, options, done) => client.setMembers(request, options, done));
  }
}

function replacing(host: HostId | null): { readonly replacesHostId?: HostId } {
  return host === null ? {} : { replacesHostId: host };
}
