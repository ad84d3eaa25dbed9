/** What the calls are made of; `apps/agent` puts it together. */
import type { Consoles, DiskStore, HostFactsSource, MemberCache, Reporter, VmRegistry } from '@rapidvm/agent-app';

export interface AgentBackend {
  readonly vms: VmRegistry;
  readonly reporter: Reporter;
  readonly hostFacts: HostFactsSource;
  readonly members: MemberCache;
  readonly disks: Pick<DiskStore, 'inspect'>;
  readonly consoles: Consoles;
}
