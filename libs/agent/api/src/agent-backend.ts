/** What the calls are made of; `apps/agent` puts it together. */
import type { Consoles, DiskStore, HostFactsSource, MemberCache, Reporter, VmRegistry } from '@rapidvm/agent-app';
import type { HostId } from '@rapidvm/kernel';

/** Who answers here. */
export interface AgentSelf {
  readonly hostId: HostId;
  /** Random name of this start of the agent. */
  readonly instance: string;
}

export interface AgentBackend {
  readonly self: AgentSelf;
  /**
   * Takes up the VMs of the ledger, if that was not done yet. A controller that calls has found this machine where the host is, so it is the host and no
   * copy of it. Resolves when it is done; harmless when repeated.
   */
  readonly takeUp: () => Promise<void>;
  readonly vms: VmRegistry;
  readonly reporter: Reporter;
  readonly hostFacts: HostFactsSource;
  readonly members: MemberCache;
  readonly disks: Pick<DiskStore, 'inspect'>;
  readonly consoles: Consoles;
}
