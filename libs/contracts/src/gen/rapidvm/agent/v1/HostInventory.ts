// Original file: proto/agent/v1/agent.proto

import type { Accelerator as _rapidvm_agent_v1_Accelerator, Accelerator__Output as _rapidvm_agent_v1_Accelerator__Output } from '../../../rapidvm/agent/v1/Accelerator.ts';
import type { Datastore as _rapidvm_agent_v1_Datastore, Datastore__Output as _rapidvm_agent_v1_Datastore__Output } from '../../../rapidvm/agent/v1/Datastore.ts';
import type { HostNetwork as _rapidvm_agent_v1_HostNetwork, HostNetwork__Output as _rapidvm_agent_v1_HostNetwork__Output } from '../../../rapidvm/agent/v1/HostNetwork.ts';

export interface HostInventory {
  'architecture'?: (string);
  'cpuModel'?: (string);
  'cpus'?: (number);
  'memoryMib'?: (number);
  'operatingSystem'?: (string);
  'kernel'?: (string);
  'qemuVersion'?: (string);
  'accelerator'?: (_rapidvm_agent_v1_Accelerator | null);
  'agentVersion'?: (string);
  'datastores'?: (_rapidvm_agent_v1_Datastore)[];
  'cpuFlags'?: (string)[];
  'networks'?: (_rapidvm_agent_v1_HostNetwork)[];
}

export interface HostInventory__Output {
  'architecture': (string);
  'cpuModel': (string);
  'cpus': (number);
  'memoryMib': (number);
  'operatingSystem': (string);
  'kernel': (string);
  'qemuVersion': (string);
  'accelerator': (_rapidvm_agent_v1_Accelerator__Output | null);
  'agentVersion': (string);
  'datastores': (_rapidvm_agent_v1_Datastore__Output)[];
  'cpuFlags': (string)[];
  'networks': (_rapidvm_agent_v1_HostNetwork__Output)[];
}
